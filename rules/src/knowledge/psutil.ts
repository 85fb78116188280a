/** psutil: measuring over an interval waits for it, measuring since the last call does not. What the kernel knows is asked of it, not of a disk. */
import type { LibraryFacts, LibraryTable } from './facts.js';
import { blocks, each, plain } from './notation.js';

const measured = (returns: string): LibraryFacts => blocks('sleep', returns, { needsArgument: true, unless: [{ argument: 'interval', value: 0 }, { argument: 0, value: 0 }] });

export const psutil: LibraryTable = {
  module: 'psutil',
  language: 'python',
  functions: {
    cpu_percent: measured('float'), ...each('cpu_times_percent', measured('object')),
    ...each('virtual_memory swap_memory cpu_times cpu_count cpu_stats boot_time getloadavg pid_exists', plain('object')),
  },
  classes: {
    Process: {
      construct: plain('psutil.Process'),
      methods: {
        cpu_percent: measured('float'), wait: blocks('process', 'int', { unless: [{ argument: 'timeout', value: 0 }, { argument: 0, value: 0 }] }),
        ...each('memory_info memory_percent cpu_times num_threads status name ppid create_time is_running', plain('object')),
        ...each('terminate kill suspend resume send_signal', plain('None')),
      },
    },
  },
};
