/** Line breaks of the file that is edited. */

/** The line break that most lines of the text end with; `\n` for a text of one line. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  let plain = 0;
  let withReturn = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (text.charCodeAt(at - 1) === 13) withReturn++;
    else plain++;
  }
  return withReturn > plain ? '\r\n' : '\n';
}

/** `newText` with the line breaks of `text`. */
export function withLineBreaks(newText: string, text: string): string {
  return newText.replace(/\r?\n/g, lineBreakOf(text));
}
