// What the Python extension tells others about the selected interpreter. `select` is for the test.
'use strict';
const vscode = require('vscode');

exports.activate = () => {
  const changes = new vscode.EventEmitter();
  let selected;
  return {
    environments: {
      getActiveEnvironmentPath: () => ({ id: selected ?? 'DEFAULT_PYTHON', path: selected ?? 'python' }),
      onDidChangeActiveEnvironmentPath: changes.event,
    },
    select(path) {
      selected = path;
      changes.fire({ id: path, path });
    },
  };
};
