/** Python environments: what is installed for a project, found without running anything. */
export { environmentKey, noEnvironment, type InterpreterHints, type PythonEnvironment } from './environment.js';
export { describesEnvironment, findPythonEnvironment, isPythonEnvironment } from './discovery.js';
export { activatedEnvironment } from './activation.js';
