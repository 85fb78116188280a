/** Images and tables in files: PIL, pandas. */
import type { LibraryFacts, LibraryTable } from './facts.js';
import { blocks, each, plain } from './notation.js';

export const pillow: readonly LibraryTable[] = [
  {
    module: 'PIL.Image',
    language: 'python',
    // Reads the head of the file; pixels are read when they are needed.
    functions: { open: blocks('file', 'PIL.Image.Image', { opens: true, unlessInMemory: [0, 'fp'] }), ...each('new fromarray frombytes blend composite merge', plain('PIL.Image.Image')) },
    classes: {
      Image: {
        methods: {
          save: blocks('file', 'None', { unlessInMemory: [0, 'fp'] }),
          // Decodes the file, or shrinks the picture: milliseconds to seconds, with the size of it.
          ...each('load convert resize thumbnail rotate transpose filter crop copy paste point split getbbox histogram tobytes verify', {}),
          close: plain('None'),
        },
        attributes: { size: 'tuple[int, int]', mode: 'str', width: 'int', height: 'int', format: 'str' },
        enter: 'self',
        concurrentUse: 'exclusive',
        resource: { kind: 'file', close: ['close'] },
      },
    },
  },
];

const reading = blocks('file', 'pandas.DataFrame', { unlessInMemory: [0] });
const asking: LibraryFacts = blocks('database', 'pandas.DataFrame');

export const pandas: LibraryTable = {
  module: 'pandas',
  language: 'python',
  functions: { ...each('read_csv read_excel read_json read_parquet read_pickle read_feather read_fwf read_orc read_hdf read_xml', reading), ...each('read_sql read_sql_query read_sql_table', asking) },
  classes: {
    DataFrame: {
      construct: plain('pandas.DataFrame'),
      methods: {
        // Without a path they give text.
        ...each('to_csv to_json', blocks('file', undefined, { needsArgument: true, unlessInMemory: [0] })),
        ...each('to_excel to_parquet to_pickle to_feather to_hdf', blocks('file', undefined, { needsArgument: true, unlessInMemory: [0] })),
        to_sql: blocks('database', 'int'),
      },
    },
  },
};
