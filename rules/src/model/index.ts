export * from './nodes.js';
export * from './function.js';
export * from './module.js';
export * from './unit.js';
export * from './lines.js';
export * from './place.js';
export * from './walk.js';
export * from './scope.js';
