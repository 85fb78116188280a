/** What Python semantics needs from the outside: modules by path. In memory for tests, overlaid by the editor. */
import type { ModuleModel } from '../../model/index.js';

export interface PythonHost {
  /** The module of a file, parsed and lowered; undefined when it does not exist or cannot be read. */
  readModule(path: string): ModuleModel | undefined;
  isFile(path: string): boolean;
  isFolder(path: string): boolean;
  /** Workspace roots: absolute paths with `/` and no `/` at the end. `src/` below a root is searched as well. */
  readonly roots: readonly string[];
  /** Folders of installed packages (`site-packages`), most important first; may be empty. */
  readonly environment: readonly string[];
  /** Modules found elsewhere (editable installs): dotted name → package folders, or one file without its ending. */
  readonly mappedModules: ReadonlyMap<string, readonly string[]>;
}
