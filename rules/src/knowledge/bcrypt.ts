/** bcrypt: slow on purpose. */
import type { LibraryTable } from './facts.js';
import { blocks, plain } from './notation.js';

export const bcrypt: LibraryTable = {
  module: 'bcrypt',
  language: 'python',
  functions: { hashpw: blocks('cpu', 'bytes'), checkpw: blocks('cpu', 'bool'), kdf: blocks('cpu', 'bytes'), gensalt: plain('bytes') },
  classes: {},
};
