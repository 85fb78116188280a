/** boto3, botocore and aiobotocore: clients whose methods are made from service descriptions when they are created. */
import type { LibraryFacts, LibraryTable } from './facts.js';
import { advice, asyncContext, asyncIterable, blocks, coroutine, each, plain } from './notation.js';

const aio = { replacement: advice('aiobotocore or aioboto3', 'aiobotocore') };
/** `Config(connect_timeout=60, read_timeout=60)` */
const limit: LibraryFacts = { limit: { seconds: 60, of: 'step' } };
/** `Config(max_pool_connections=10)` */
const made: LibraryFacts = { opens: true, limitsResult: ['config'], bounds: { byDefault: 10, arguments: ['config'], whenFull: 'waits' } };

export const boto3: LibraryTable = {
  module: 'boto3',
  language: 'python',
  functions: {
    client: plain('botocore.client.BaseClient', made),
    // What a resource's attributes and methods are depends on the service; some make requests, some only objects.
    resource: plain('object', aio),
    setup_default_session: plain('None'),
  },
  classes: {
    Session: {
      construct: plain('boto3.Session'),
      methods: {
        client: plain('botocore.client.BaseClient', made),
        resource: plain('object', aio),
        ...each('get_available_services get_available_regions get_available_partitions get_available_resources', plain('list')),
        get_credentials: plain('object'),
      },
    },
  },
};

export const botocore: readonly LibraryTable[] = [
  {
    module: 'botocore.client',
    language: 'python',
    functions: {},
    classes: {
      BaseClient: {
        methods: {
          get_paginator: plain('botocore.paginate.Paginator'),
          get_waiter: plain('botocore.waiter.Waiter'),
          can_paginate: plain('bool'),
          close: plain('None'),
          // Signed here, without asking the service.
          generate_presigned_url: plain('str'),
          generate_presigned_post: plain('dict'),
        },
        attributes: { exceptions: 'object', waiter_names: 'list', meta: 'object' },
        otherMethods: blocks('http', undefined, { ...aio, ...limit }),
        concurrentUse: 'safe',
        resource: { kind: 'client', close: ['close'], opensLazily: true, closesItself: true, reusable: true },
      },
    },
  },
  {
    module: 'botocore.paginate',
    language: 'python',
    functions: {},
    classes: {
      Paginator: { methods: { paginate: plain('botocore.paginate.PageIterator') } },
      PageIterator: { methods: { build_full_result: blocks('http', 'dict', aio), search: plain('botocore.paginate.Pages') }, iterationBlocks: 'http', element: 'dict' },
      Pages: { methods: {}, iterationBlocks: 'http', element: 'object', nominal: true },
    },
  },
  { module: 'botocore.waiter', language: 'python', functions: {}, classes: { Waiter: { methods: { wait: blocks('http', 'None', aio) } } } },
  {
    module: 'botocore.session',
    language: 'python',
    functions: { get_session: plain('botocore.session.Session') },
    classes: { Session: { construct: plain('botocore.session.Session'), methods: { create_client: plain('botocore.client.BaseClient', made) } } },
  },
];

export const aiobotocore: readonly LibraryTable[] = [
  {
    module: 'aiobotocore.session',
    language: 'python',
    functions: { get_session: plain('aiobotocore.session.AioSession') },
    classes: {
      AioSession: { construct: plain('aiobotocore.session.AioSession'), methods: { create_client: asyncContext('aiobotocore.session.ClientCreatorContext', { ...made, waitsFor: 'file' }) } },
      ClientCreatorContext: { methods: {}, asyncEnter: 'aiobotocore.client.AioBaseClient', nominal: true },
    },
  },
  {
    module: 'aiobotocore.client',
    language: 'python',
    functions: {},
    classes: {
      AioBaseClient: {
        methods: {
          get_paginator: plain('aiobotocore.paginate.AioPaginator'),
          get_waiter: plain('aiobotocore.waiter.AIOWaiter'),
          can_paginate: plain('bool'),
          close: coroutine('None'),
          ...each('generate_presigned_url generate_presigned_post', coroutine()),
        },
        attributes: { exceptions: 'object', waiter_names: 'list', meta: 'object' },
        otherMethods: coroutine('object', { ...limit, waitsFor: 'http' }),
        asyncEnter: 'self',
        concurrentUse: 'safe',
        resource: { kind: 'client', close: ['close'], reusable: true },
      },
    },
  },
  {
    module: 'aiobotocore.paginate',
    language: 'python',
    functions: {},
    classes: {
      AioPaginator: { methods: { paginate: asyncIterable('aiobotocore.paginate.AioPageIterator') } },
      AioPageIterator: { methods: { build_full_result: coroutine('dict', { waitsFor: 'http' }) }, asyncElement: 'dict', element: 'object' },
    },
  },
  { module: 'aiobotocore.waiter', language: 'python', functions: {}, classes: { AIOWaiter: { methods: { wait: coroutine('None', { waitsFor: 'http' }) } } } },
];
