/** tqdm with asyncio: progress bars that can be iterated either way, around `gather` and `as_completed`. */
import type { LibraryTable } from './facts.js';
import { coroutine, each, plain } from './notation.js';

export const tqdmAsyncio: LibraryTable = {
  module: 'tqdm.asyncio',
  language: 'python',
  functions: each('trange tarange', plain('tqdm.asyncio.tqdm_asyncio')),
  aliases: { 'tqdm.asyncio.tqdm': 'tqdm.asyncio.tqdm_asyncio' },
  classes: {
    tqdm_asyncio: {
      construct: plain('tqdm.asyncio.tqdm_asyncio'),
      methods: {
        gather: coroutine('list', { role: 'gather', takesAwaitables: true }),
        as_completed: { role: 'as-completed', takesAwaitables: true },
        ...each('close clear reset set_description set_description_str set_postfix set_postfix_str unpause', plain('None')),
        ...each('update refresh display', plain('object')),
      },
      element: 'object',
      asyncElement: 'object',
      enter: 'self',
    },
  },
};
