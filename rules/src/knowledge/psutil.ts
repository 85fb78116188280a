/** psutil: measuring over an interval waits for it, measuring since the last call does not. */
import type { LibraryFacts, LibraryTable } from './facts.js';
import { blocks, each } from './notation.js';

const measured = (returns: string): LibraryFacts => blocks('sleep', returns, { needsArgument: true, unless: [{ argument: 'interval', value: 0 }, { argument: 0, value: 0 }] });

export const psutil: LibraryTable = {
  module: 'psutil',
  language: 'python',
  functions: { cpu_percent: measured('float'), ...each('cpu_times_percent', measured('object')) },
  classes: {},
};
