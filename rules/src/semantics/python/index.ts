/** Python semantics: typed linting without running anything. */
export type { PythonHost } from './host.js';
export { PythonProject } from './project.js';
export type { UpdateResult } from './project.js';
export { PythonSemantics } from './semantics.js';
export { summaryOf } from './summary.js';
export { mayStart } from './start-modules.js';
export { isPackage } from './module-resolution.js';
