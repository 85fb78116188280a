/** `# type: ignore` on a line: whoever wrote it knows that types say something else, and means the code as it is. */
import type { ModuleModel } from '../model/index.js';

/** Does such a comment stand on the line of the offset? */
export function isTypeIgnored({ lines, comments, text }: ModuleModel, offset: number): boolean {
  const { line } = lines.positionAt(offset);
  return comments.some(({ start, end }) => lines.positionAt(start).line === line && /^#\s*type:\s*ignore\b/.test(text.slice(start, end)));
}
