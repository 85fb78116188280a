/** time. https://docs.python.org/3/library/time.html */
import type { LibraryTable } from './facts.js';
import { blocks, each, plain, twin } from './notation.js';

export const time: LibraryTable = {
  module: 'time',
  language: 'python',
  functions: {
    sleep: blocks('sleep', 'None', { replacement: twin('asyncio.sleep', 'asyncio') }),
    ...each('time monotonic perf_counter process_time thread_time', plain('float')),
    ...each('time_ns monotonic_ns perf_counter_ns process_time_ns thread_time_ns', plain('int')),
    ...each('strftime ctime asctime', plain('str')),
    ...each('localtime gmtime strptime', plain('time.struct_time')),
    ...each('mktime', plain('float')),
    get_clock_info: plain(),
  },
  classes: { struct_time: { construct: plain('time.struct_time'), methods: {} } },
};
