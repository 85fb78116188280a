/** grpc and grpc.aio. What a call of a stub does is up to the channel it was made with. https://grpc.github.io/grpc/python/ */
import type { LibraryFacts, LibraryTable } from './facts.js';
import { advice, asyncContext, blocks, coroutine, each, plain, unlimited } from './notation.js';

const made: LibraryFacts = { opens: true };
const aio = { replacement: advice('grpc.aio', 'grpc') };

export const grpc: LibraryTable = {
  module: 'grpc',
  language: 'python',
  functions: {
    ...each('insecure_channel secure_channel', plain('grpc.Channel', made)),
    server: plain('grpc.Server', made),
    ...each('ssl_channel_credentials ssl_server_credentials composite_channel_credentials access_token_call_credentials local_channel_credentials', plain('object')),
  },
  classes: {
    Channel: {
      methods: { ...each('unary_unary unary_stream stream_unary stream_stream', plain('object')), ...each('close subscribe unsubscribe', plain('None')) },
      enter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'client', close: ['close'], opensLazily: true, closesItself: true, reusable: true },
    },
    Server: {
      methods: { start: plain('None'), stop: plain('threading.Event'), wait_for_termination: blocks('thread-sync', 'bool', aio), ...each('add_insecure_port add_secure_port', plain('int')), add_generic_rpc_handlers: plain('None') },
      resource: { kind: 'server', close: ['stop'] },
    },
  },
};

export const grpcAio: LibraryTable = {
  module: 'grpc.aio',
  language: 'python',
  functions: {
    ...each('insecure_channel secure_channel', asyncContext('grpc.aio.Channel', made)),
    server: plain('grpc.aio.Server', made),
  },
  classes: {
    Channel: {
      methods: {
        unary_unary: plain('grpc.aio.UnaryUnaryMultiCallable'),
        unary_stream: plain('grpc.aio.UnaryStreamMultiCallable'),
        stream_unary: plain('grpc.aio.StreamUnaryMultiCallable'),
        stream_stream: plain('grpc.aio.StreamStreamMultiCallable'),
        get_state: plain('object'),
        close: coroutine('None'),
        ...each('channel_ready wait_for_state_change', coroutine('None', unlimited('network'))),
      },
      asyncEnter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'client', close: ['close'], opensLazily: true, closesItself: true, reusable: true },
    },
    ...Object.fromEntries('UnaryUnary UnaryStream StreamUnary StreamStream'.split(' ').map((kind) => [`${kind}MultiCallable`, { methods: {}, concurrentUse: 'safe' as const }])),
    Server: {
      methods: { ...each('start stop', coroutine('None')), wait_for_termination: coroutine('bool'), ...each('add_insecure_port add_secure_port', plain('int')), add_generic_rpc_handlers: plain('None') },
      resource: { kind: 'server', close: ['stop'] },
    },
    UnaryUnaryCall: {
      methods: { cancel: plain('bool'), ...each('code details initial_metadata trailing_metadata', coroutine()) },
      awaitable: 'other',
      awaitResult: 'object',
      concurrentUse: 'exclusive',
    },
  },
};
