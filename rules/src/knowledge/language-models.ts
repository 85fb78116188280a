/** openai and anthropic: clients for language models, generated from service descriptions, blocking and asynchronous. */
import type { LibraryClass, LibraryFacts, LibraryTable } from './facts.js';
import { advice, asyncContext, blocks, coroutine, each, plain } from './notation.js';

/** 10 minutes between two pieces of an answer. */
const limit: LibraryFacts = { limit: { seconds: 600, of: 'step', arguments: ['timeout'] } };
const made: LibraryFacts = { opens: true, limitsResult: ['timeout'], bounds: { byDefault: 1000, arguments: ['http_client'], whenFull: 'fails' } };

interface ServiceNames {
  /** The module that the resource classes are imported from. */
  readonly module: string;
  /** The client that the messages advise. */
  readonly asynchronous: string;
  readonly import: string;
}

/** A resource (`client.chat.completions`) in its two forms: the methods that make requests, and the resources below it. */
function resource(service: ServiceNames, name: string, requests: string, below: Readonly<Record<string, string>> = {}): Record<string, LibraryClass> {
  const attributes = (prefix: string): Record<string, string> => Object.fromEntries(Object.entries(below).map(([attribute, cls]) => {
    const dot = cls.lastIndexOf('.') + 1;
    return [attribute, `${cls.slice(0, dot)}${prefix}${cls.slice(dot)}`];
  }));
  return {
    [name]: { methods: each(requests, blocks('http', 'object', { ...limit, replacement: advice(service.asynchronous, service.import) })), attributes: attributes(''), concurrentUse: 'safe' },
    [`Async${name}`]: { methods: each(requests, coroutine('object', { ...limit, waitsFor: 'http' })), attributes: attributes('Async'), concurrentUse: 'safe' },
  };
}

function client(module: string, name: string, attributes: Readonly<Record<string, string>>, asyncAttributes: Readonly<Record<string, string>>): Record<string, LibraryClass> {
  const own = each('with_options copy', plain('self'));
  return {
    [name]: {
      construct: plain(`${module}.${name}`, made),
      methods: { ...own, close: plain('None'), is_closed: plain('bool') },
      attributes,
      enter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'client', close: ['close'], opensLazily: true, closesItself: true, reusable: true },
    },
    [`Async${name}`]: {
      construct: asyncContext(`${module}.Async${name}`, made),
      methods: { ...own, close: coroutine('None'), is_closed: plain('bool') },
      attributes: asyncAttributes,
      asyncEnter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'client', close: ['close'], opensLazily: true, closesItself: true, reusable: true },
    },
  };
}

const openaiNames: ServiceNames = { module: 'openai.resources', asynchronous: 'openai.AsyncOpenAI', import: 'openai' };
const openaiResources = { chat: 'Chat', completions: 'Completions', embeddings: 'Embeddings', images: 'Images', models: 'Models', moderations: 'Moderations', files: 'Files', audio: 'Audio' };

function inModule(module: string, names: Readonly<Record<string, string>>, prefix = ''): Record<string, string> {
  return Object.fromEntries(Object.entries(names).map(([attribute, cls]) => [attribute, `${module}.${prefix}${cls}`]));
}

/** Azure's client is the same one with another address. */
function derived(name: string, base: string): LibraryClass {
  return { bases: [base], construct: plain(name, made), methods: {} };
}

export const openai: readonly LibraryTable[] = [
  {
    module: 'openai',
    language: 'python',
    functions: {},
    classes: {
      ...client('openai', 'OpenAI', { ...inModule('openai.resources', openaiResources), responses: 'openai.resources.responses.Responses' }, { ...inModule('openai.resources', openaiResources, 'Async'), responses: 'openai.resources.responses.AsyncResponses' }),
      AzureOpenAI: derived('openai.AzureOpenAI', 'openai.OpenAI'),
      AsyncAzureOpenAI: derived('openai.AsyncAzureOpenAI', 'openai.AsyncOpenAI'),
      Stream: { methods: { close: plain('None') }, enter: 'self', iterationBlocks: 'http', element: 'object', concurrentUse: 'exclusive', resource: { kind: 'response', close: ['close'] } },
      AsyncStream: { methods: each('close aclose', coroutine('None')), asyncEnter: 'self', asyncElement: 'object', concurrentUse: 'exclusive', resource: { kind: 'response', close: ['close'] } },
    },
  },
  {
    module: 'openai.resources',
    language: 'python',
    functions: {},
    classes: {
      ...resource(openaiNames, 'Chat', '', { completions: 'openai.resources.chat.Completions' }),
      ...resource(openaiNames, 'Completions', 'create'),
      ...resource(openaiNames, 'Embeddings', 'create'),
      ...resource(openaiNames, 'Images', 'create_variation edit generate'),
      ...resource(openaiNames, 'Models', 'retrieve delete'),
      ...resource(openaiNames, 'Moderations', 'create'),
      ...resource(openaiNames, 'Files', 'create retrieve delete content'),
      ...resource(openaiNames, 'Audio', '', { transcriptions: 'openai.resources.audio.Transcriptions', translations: 'openai.resources.audio.Translations', speech: 'openai.resources.audio.Speech' }),
    },
  },
  { module: 'openai.resources.chat', language: 'python', functions: {}, classes: resource(openaiNames, 'Completions', 'create parse') },
  { module: 'openai.resources.responses', language: 'python', functions: {}, classes: resource(openaiNames, 'Responses', 'create parse retrieve delete cancel') },
  {
    module: 'openai.resources.audio',
    language: 'python',
    functions: {},
    classes: { ...resource(openaiNames, 'Transcriptions', 'create'), ...resource(openaiNames, 'Translations', 'create'), ...resource(openaiNames, 'Speech', 'create') },
  },
];

const anthropicNames: ServiceNames = { module: 'anthropic.resources', asynchronous: 'anthropic.AsyncAnthropic', import: 'anthropic' };

export const anthropic: readonly LibraryTable[] = [
  {
    module: 'anthropic',
    language: 'python',
    functions: {},
    classes: client('anthropic', 'Anthropic', { messages: 'anthropic.resources.Messages', models: 'anthropic.resources.Models' }, { messages: 'anthropic.resources.AsyncMessages', models: 'anthropic.resources.AsyncModels' }),
  },
  {
    module: 'anthropic.resources',
    language: 'python',
    functions: {},
    classes: { ...resource(anthropicNames, 'Messages', 'create count_tokens'), ...resource(anthropicNames, 'Models', 'retrieve') },
  },
];
