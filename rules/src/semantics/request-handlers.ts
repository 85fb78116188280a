/** Functions that a web framework runs once for every request. */
import { lookup, mentionsOf, type CallExpression, type FunctionModel } from '../model/index.js';
import type { Semantics } from './semantics.js';

const REQUESTS = new Set(['aiohttp.web.Request', 'aiohttp.web.BaseRequest', 'starlette.requests.Request', 'django.http.HttpRequest', 'sanic.request.Request', 'sanic.Request',
  'express.Request', 'express-serve-static-core.Request', 'fastify.FastifyRequest', 'koa.Context', 'koa.ExtendableContext', 'next.NextApiRequest', '@vercel/node.VercelRequest',
  'restify.Request', '@hapi/hapi.Request', 'aws-lambda.Context', 'aws-lambda.APIGatewayProxyEventBase', 'aws-lambda.SQSEvent', 'aws-lambda.SNSEvent', 'aws-lambda.S3Event']);

const ROUTES = /^(?:fastapi\.(?:FastAPI|APIRouter)|aiohttp\.web\.RouteTableDef|starlette\.applications\.Starlette|quart\.(?:Quart|Blueprint)|sanic\.(?:Sanic|Blueprint)|litestar)\.(?:get|post|put|delete|patch|head|options|route|api_route|view)$/;

/** Where Node frameworks are told what to run for each request. */
const REGISTRATION = new RegExp([
  /^(?:express(?:-serve-static-core)?\.\w+|fastify\.FastifyInstance|(?:@koa\/router|koa-router)\.\w+|restify\.Server)\.(?:get|post|put|delete|del|patch|options|head|all|use|route)$/,
  /^koa\.Application\.use$/, /^node:https?\.createServer$/,
].map(({ source }) => source).join('|'));

/** https://docs.nestjs.com/controllers: methods of controllers, gateways, resolvers. */
const NEST_ROUTES = new RegExp([
  /^@nestjs\/common\.(?:Get|Post|Put|Delete|Patch|Options|Head|All|Sse)$/, /^@nestjs\/microservices\.(?:MessagePattern|EventPattern|GrpcMethod)$/,
  /^@nestjs\/graphql\.(?:Query|Mutation|ResolveField)$/, /^@nestjs\/websockets\.SubscribeMessage$/,
].map(({ source }) => source).join('|'));

/** Registered with a route decorator, or given the request by a parameter that is declared so. */
export function isRequestHandler(fn: FunctionModel, semantics: Semantics): boolean {
  const isRoute = fn.decorators.some((decorator) =>
    decorator.kind === 'call' && semantics.targets(decorator).library.some(({ name }) => ROUTES.test(name) || NEST_ROUTES.test(name)));
  return isRoute || isRegistered(fn, semantics) || fn.parameters.some(({ annotation, target }) => annotation !== undefined && semantics.classNames(target).some((name) => REQUESTS.has(name)));
}

/** `app.get('/users', async (req, res) => …)`, `router.use(authenticate)` */
function isRegistered(fn: FunctionModel, semantics: Semantics): boolean {
  if (semantics.language !== 'typescript' || fn.form === 'module' || fn.owner) return false;
  return callsGiven(fn).some((call) => semantics.targets(call).library.some(({ name }) => REGISTRATION.test(name)));
}

/** Calls in the same module that the function is given to: where it is written, or by its name. */
export function callsGiven(fn: FunctionModel): CallExpression[] {
  const written = fn.parent?.kind === 'function-expression' ? [fn.parent] : [];
  const variable = fn.name === '' || fn.owner ? undefined : lookup(fn.name, fn.enclosing ?? fn);
  const isOnlyThis = variable?.bindings.length === 1 && variable.bindings.every(({ node }) => node === fn || (node.kind === 'assignment' && node.value?.kind === 'function-expression' && node.value.fn === fn));
  return [...written, ...(variable && isOnlyThis ? mentionsOf(variable) : [])].flatMap(({ parent }) =>
    (parent?.kind === 'argument' && parent.parent?.kind === 'call' ? [parent.parent] : []));
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
