/** Functions that a web framework runs once for every request. */
import type { FunctionModel } from '../model/index.js';
import type { Semantics } from './semantics.js';

const REQUESTS = new Set(['aiohttp.web.Request', 'aiohttp.web.BaseRequest', 'starlette.requests.Request', 'django.http.HttpRequest', 'sanic.request.Request', 'sanic.Request']);

const ROUTES = /^(?:fastapi\.(?:FastAPI|APIRouter)|aiohttp\.web\.RouteTableDef|starlette\.applications\.Starlette|quart\.(?:Quart|Blueprint)|sanic\.(?:Sanic|Blueprint)|litestar)\.(?:get|post|put|delete|patch|head|options|route|api_route|view)$/;

/** Registered with a route decorator, or given the request by a parameter that is declared so. */
export function isRequestHandler(fn: FunctionModel, semantics: Semantics): boolean {
  const isRoute = fn.decorators.some((decorator) =>
    decorator.kind === 'call' && semantics.targets(decorator).library.some(({ name }) => ROUTES.test(name)));
  return isRoute || fn.parameters.some(({ annotation, target }) => annotation !== undefined && semantics.classNames(target).some((name) => REQUESTS.has(name)));
}

/**
 * An ASGI application: the server calls it for each connection, in a task of its own
 * (https://asgi.readthedocs.io/en/latest/specs/main.html, "Applications").
 */
export function isConnectionHandler(fn: FunctionModel): boolean {
  const names = fn.parameters.map(({ name }) => name);
  const asked = names[0] === 'self' ? names.slice(1) : names;
  return fn.isAsync && asked.length === 3 && ['scope', 'receive', 'send'].every((name, index) => asked[index] === name);
}
