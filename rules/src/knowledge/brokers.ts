/** Message brokers: Kafka (aiokafka, confluent_kafka), RabbitMQ (aio_pika, pika), NATS. */
import type { LibraryClass, LibraryFacts, LibraryTable } from './facts.js';
import { advice, asyncContext, awaits, blocks, coroutine, each, having, plain, unlimited } from './notation.js';

const opened: LibraryFacts = { opens: true };
const network: LibraryFacts = { waitsFor: 'network' };

export const aiokafka: LibraryTable = {
  module: 'aiokafka',
  language: 'python',
  functions: {},
  classes: {
    AIOKafkaProducer: {
      construct: asyncContext('aiokafka.AIOKafkaProducer', opened),
      methods: {
        ...having(network, each('start stop flush begin_transaction commit_transaction abort_transaction send_offsets_to_transaction', coroutine('None'))),
        // Awaiting `send` gives a future; that one is done when the broker has the message.
        ...having(network, { send: coroutine('asyncio.Future'), send_batch: coroutine('asyncio.Future'), send_and_wait: coroutine('object'), partitions_for: coroutine('set') }),
        create_batch: plain('object'),
        transaction: asyncContext(),
      },
      asyncEnter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'client', close: ['stop'], opensLazily: true, reusable: true },
    },
    AIOKafkaConsumer: {
      construct: asyncContext('aiokafka.AIOKafkaConsumer', opened),
      methods: {
        ...having(network, {
          ...each('start stop commit seek_to_beginning seek_to_end seek_to_committed', coroutine('None')),
          ...each('committed position', coroutine('int')),
          ...each('beginning_offsets end_offsets offsets_for_times', coroutine('dict')),
          topics: coroutine('set'),
        }),
        // A consumer waits for messages as long as it runs; `getmany` looks for a moment only.
        getone: coroutine('object', network),
        getmany: coroutine('dict', network),
        ...each('assign subscribe unsubscribe seek pause resume', plain('None')),
        ...each('assignment subscription paused partitions_for_topic', plain('set')),
        highwater: plain('int'),
      },
      asyncEnter: 'self',
      asyncElement: 'object',
      concurrentUse: 'exclusive',
      resource: { kind: 'client', close: ['stop'], opensLazily: true, reusable: true },
    },
  },
};

const kafkaAsync = { replacement: advice('aiokafka', 'aiokafka') };

/** Its classes are written in C: signatures tell nothing. */
export const confluentKafka: LibraryTable = {
  module: 'confluent_kafka',
  language: 'python',
  functions: {},
  classes: {
    Producer: {
      construct: plain('confluent_kafka.Producer', opened),
      methods: {
        // Puts the message into a buffer; only when that is full it raises.
        produce: plain('None'),
        // Without an argument they look and return; with one they wait.
        poll: blocks('network', 'int', { ...kafkaAsync, needsArgument: true, unless: [{ argument: 0, value: 0 }, { argument: 'timeout', value: 0 }] }),
        flush: blocks('network', 'int', { ...kafkaAsync, unless: [{ argument: 0, value: 0 }, { argument: 'timeout', value: 0 }] }),
        list_topics: blocks('network', 'object', kafkaAsync),
        ...each('init_transactions commit_transaction abort_transaction send_offsets_to_transaction', blocks('network', 'None', kafkaAsync)),
        begin_transaction: plain('None'),
      },
      enter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'client', close: ['flush'], opensLazily: true, reusable: true },
    },
    Consumer: {
      construct: plain('confluent_kafka.Consumer', opened),
      methods: {
        poll: blocks('network', 'object', { ...kafkaAsync, unless: [{ argument: 0, value: 0 }, { argument: 'timeout', value: 0 }] }),
        consume: blocks('network', 'list', { ...kafkaAsync, unless: [{ argument: 1, value: 0 }, { argument: 'timeout', value: 0 }] }),
        ...each('committed list_topics get_watermark_offsets offsets_for_times', blocks('network', 'object', kafkaAsync)),
        ...each('subscribe unsubscribe assign unassign pause resume seek', plain('None')),
        ...each('assignment position store_offsets', plain('object')),
        ...each('commit close', {}),
      },
      enter: 'self',
      concurrentUse: 'exclusive',
      resource: { kind: 'client', close: ['close'], opensLazily: true, reusable: true },
    },
  },
};

const connection: LibraryClass = {
  methods: {
    channel: awaits('other', 'aio_pika.abc.AbstractChannel', { asyncContext: true, opens: true, ...network }),
    ...having(network, each('connect ready update_secret close', coroutine('None'))),
    closed: awaits('future', 'object'),
  },
  attributes: { is_closed: 'bool' },
  asyncEnter: 'self',
  concurrentUse: 'safe',
  resource: { kind: 'connection', close: ['close'], reusable: true },
};

export const aioPika: readonly LibraryTable[] = [
  {
    module: 'aio_pika',
    language: 'python',
    functions: {
      connect: coroutine('aio_pika.abc.AbstractConnection', { opens: true, ...unlimited('network', 'timeout') }),
      // Tries again and again until the broker is there.
      connect_robust: coroutine('aio_pika.abc.AbstractRobustConnection', { opens: true, ...unlimited('network', 'timeout') }),
    },
    classes: { Message: { construct: plain('aio_pika.Message'), methods: {} } },
  },
  {
    module: 'aio_pika.abc',
    language: 'python',
    functions: {},
    classes: {
      AbstractConnection: connection,
      AbstractRobustConnection: { bases: ['aio_pika.abc.AbstractConnection'], methods: { reconnect: awaits('other', 'None') } },
      AbstractChannel: {
        methods: {
          ...having(network, {
            ...each('declare_queue get_queue', coroutine('aio_pika.abc.AbstractQueue')),
            ...each('declare_exchange get_exchange', coroutine('aio_pika.abc.AbstractExchange')),
            ...each('set_qos queue_delete exchange_delete flow', coroutine()),
          }),
          close: awaits('other', 'None'),
          transaction: plain('object'),
        },
        attributes: { default_exchange: 'aio_pika.abc.AbstractExchange', is_closed: 'bool' },
        asyncEnter: 'self',
        awaitable: 'other',
        awaitResult: 'self',
        // One frame after the other, and acknowledgements belong to it.
        concurrentUse: 'safe',
        resource: { kind: 'channel', close: ['close'], reusable: true },
      },
      AbstractQueue: {
        methods: {
          ...having(network, { ...each('bind unbind purge delete declare cancel', coroutine()), consume: coroutine('str'), get: coroutine('aio_pika.abc.AbstractIncomingMessage', { limit: { seconds: 5, of: 'call', arguments: ['timeout'] } }) }),
          iterator: asyncContext('aio_pika.abc.AbstractQueueIterator'),
        },
        attributes: { name: 'str' },
        concurrentUse: 'safe',
      },
      AbstractQueueIterator: { methods: { close: awaits('other', 'None') }, asyncEnter: 'self', asyncElement: 'aio_pika.abc.AbstractIncomingMessage', concurrentUse: 'exclusive' },
      AbstractExchange: { methods: having(network, each('publish bind unbind delete declare', coroutine())), attributes: { name: 'str' }, concurrentUse: 'safe' },
      AbstractIncomingMessage: {
        methods: { ...having(network, each('ack nack reject', coroutine('None'))), process: asyncContext('aio_pika.abc.AbstractProcessContext') },
        attributes: { body: 'bytes', headers: 'dict', processed: 'bool' },
      },
      AbstractProcessContext: { methods: {}, asyncEnter: 'aio_pika.abc.AbstractIncomingMessage' },
    },
  },
];

const rabbitAsync = { replacement: advice('aio_pika', 'aio_pika') };

export const pika: readonly LibraryTable[] = [
  {
    module: 'pika',
    language: 'python',
    functions: {},
    classes: {
      BlockingConnection: {
        construct: blocks('network', 'pika.BlockingConnection', { ...rabbitAsync, opens: true }),
        methods: {
          channel: blocks('network', 'pika.adapters.blocking_connection.BlockingChannel', { ...rabbitAsync, opens: true }),
          process_data_events: blocks('network', 'None', { ...rabbitAsync, needsArgument: true, unless: [{ argument: 0, value: 0 }, { argument: 'time_limit', value: 0 }] }),
          sleep: blocks('sleep', 'None', rabbitAsync),
          close: blocks('network', 'None', rabbitAsync),
          add_callback_threadsafe: plain('None'),
        },
        attributes: { is_open: 'bool', is_closed: 'bool' },
        enter: 'self',
        concurrentUse: 'exclusive',
        resource: { kind: 'connection', close: ['close'], reusable: true },
      },
      ConnectionParameters: { construct: plain('pika.ConnectionParameters'), methods: {} },
      URLParameters: { construct: plain('pika.URLParameters'), methods: {} },
      PlainCredentials: { construct: plain('pika.PlainCredentials'), methods: {} },
      BasicProperties: { construct: plain('pika.BasicProperties'), methods: {} },
    },
  },
  {
    module: 'pika.adapters.blocking_connection',
    language: 'python',
    functions: {},
    classes: {
      BlockingChannel: {
        methods: {
          ...each('basic_publish queue_declare queue_bind queue_delete queue_purge exchange_declare exchange_delete basic_get start_consuming basic_qos basic_consume confirm_delivery', blocks('network', 'object', rabbitAsync)),
          ...each('basic_ack basic_nack basic_reject', plain('None')),
          ...each('close stop_consuming', {}),
        },
        attributes: { is_open: 'bool', is_closed: 'bool' },
        enter: 'self',
        concurrentUse: 'exclusive',
        resource: { kind: 'channel', close: ['close'] },
      },
    },
  },
];

export const nats: readonly LibraryTable[] = [
  {
    module: 'nats',
    language: 'python',
    functions: { connect: coroutine('nats.aio.client.Client', { opens: true, waitsFor: 'network' }) },
    classes: {},
    aliases: { 'nats.NATS': 'nats.aio.client.Client' },
  },
  {
    module: 'nats.aio.client',
    language: 'python',
    functions: {},
    classes: {
      Client: {
        construct: asyncContext('nats.aio.client.Client', opened),
        methods: {
          ...having(network, each('connect close drain publish', coroutine('None'))),
          flush: coroutine('None', { ...network, limit: { seconds: 10, of: 'call', arguments: ['timeout'] } }),
          request: coroutine('nats.aio.msg.Msg', { ...network, limit: { seconds: 0.5, of: 'call', arguments: ['timeout'] } }),
          subscribe: coroutine('nats.aio.subscription.Subscription', network),
          jetstream: plain('nats.js.JetStreamContext'),
          new_inbox: plain('str'),
        },
        attributes: { is_connected: 'bool', is_closed: 'bool' },
        asyncEnter: 'self',
        concurrentUse: 'safe',
        resource: { kind: 'client', close: ['close', 'drain'], opensLazily: true, reusable: true },
      },
    },
  },
  { module: 'nats.aio.msg', language: 'python', functions: {}, classes: { Msg: { methods: each('ack nak term respond in_progress ack_sync', coroutine()), attributes: { data: 'bytes', subject: 'str', reply: 'str' } } } },
  {
    module: 'nats.aio.subscription',
    language: 'python',
    functions: {},
    classes: {
      Subscription: {
        methods: { next_msg: coroutine('nats.aio.msg.Msg', { ...network, limit: { seconds: 1, of: 'call', arguments: ['timeout'] } }), ...each('unsubscribe drain', coroutine('None')) },
        attributes: { messages: 'nats.aio.subscription.Messages' },
        concurrentUse: 'exclusive',
      },
      Messages: { methods: {}, asyncElement: 'nats.aio.msg.Msg', nominal: true },
    },
  },
  {
    module: 'nats.js',
    language: 'python',
    functions: {},
    classes: { JetStreamContext: { methods: having(network, each('publish subscribe pull_subscribe add_stream stream_info purge_stream delete_stream key_value create_key_value add_consumer', coroutine())), concurrentUse: 'safe' } },
  },
];
