/** Web frameworks of Node, as far as handlers are recognised where a project has no types for them. */
import type { LibraryTable } from './facts.js';
import { each, plain } from './notation.js';

const VERBS = 'get post put delete patch options head all use route';

export const nodeServers: readonly LibraryTable[] = [
  {
    module: 'express', language: 'typescript',
    functions: { express: plain('express.Application') },
    classes: { Application: { methods: each(VERBS, plain('self')), nominal: true }, Router: { construct: plain('express.Router'), methods: each(VERBS, plain('self')), nominal: true } },
    aliases: { 'express.default': 'express.express', 'express.express.Router': 'express.Router' },
  },
  {
    module: 'fastify', language: 'typescript',
    functions: { fastify: plain('fastify.FastifyInstance') },
    classes: { FastifyInstance: { methods: each('get post put delete patch options head all route', plain('self')), nominal: true } },
    aliases: { 'fastify.default': 'fastify.fastify' },
  },
  {
    module: 'koa', language: 'typescript', functions: {},
    classes: { Application: { construct: plain('koa.Application'), methods: { use: plain('self') }, nominal: true } },
    aliases: { 'koa.default': 'koa.Application' },
  },
  ...['@koa/router', 'koa-router'].map((module): LibraryTable => ({
    module, language: 'typescript', functions: {},
    classes: { Router: { construct: plain(`${module}.Router`), methods: each(VERBS.replace(' route', ' del'), plain('self')), nominal: true } },
    aliases: { [`${module}.default`]: `${module}.Router` },
  })),
];
