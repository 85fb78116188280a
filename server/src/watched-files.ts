/** Which files on disk change what is known, and how the client is asked to watch them. */
import { DidChangeWatchedFilesNotification, type Connection } from 'vscode-languageserver/node';

const patterns = [
  '**/*.{py,pyi,ipynb,ts,tsx,mts,cts,js,jsx,mjs,cjs}',
  '**/{pyproject.toml,async-pitfalls.json,package.json}',
  '**/tsconfig*.json',
  '**/.gitignore',
  '**/{pyvenv.cfg,*.pth,*.egg-link}',
];

/** A client that refuses leaves us with what it tells on its own; that is no error. */
export async function watchFiles(connection: Connection): Promise<void> {
  const watchers = patterns.map((globPattern) => ({ globPattern }));
  try {
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  } catch (error) {
    connection.console.warn(`Files are not watched: ${error instanceof Error ? error.message : String(error)}`);
  }
}
