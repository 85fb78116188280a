import { Token } from './tokens.js';

/** Hard keywords; soft ones (`match`, `case`, `type`, `_`, `lazy`) are names to the tokenizer. */
export const KEYWORDS: ReadonlyMap<string, Token> = new Map([
  ['False', Token.False], ['None', Token.None], ['True', Token.True], ['and', Token.And], ['as', Token.As],
  ['assert', Token.Assert], ['async', Token.Async], ['await', Token.Await], ['break', Token.Break], ['class', Token.Class],
  ['continue', Token.Continue], ['def', Token.Def], ['del', Token.Del], ['elif', Token.Elif], ['else', Token.Else],
  ['except', Token.Except], ['finally', Token.Finally], ['for', Token.For], ['from', Token.From], ['global', Token.Global],
  ['if', Token.If], ['import', Token.Import], ['in', Token.In], ['is', Token.Is], ['lambda', Token.Lambda],
  ['nonlocal', Token.Nonlocal], ['not', Token.Not], ['or', Token.Or], ['pass', Token.Pass], ['raise', Token.Raise],
  ['return', Token.Return], ['try', Token.Try], ['while', Token.While], ['with', Token.With], ['yield', Token.Yield],
]);

/** No expression can go on with these on a new line: inside brackets they mean that a bracket was never closed. */
const STATEMENT_ONLY = /^(?:def|class|return|import|while|try|except|finally|with|raise|del|pass|break|continue|global|nonlocal|assert|elif)\b|^async[ \t]+(?:def|with)\b/;

/** Does the line that begins at `offset` (its indentation skipped) start with a keyword that only a statement can have? */
export function startsStatement(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  if (code < 97 || code > 122) return false;
  return STATEMENT_ONLY.test(text.slice(offset, offset + 16));
}

/** `def`, `class`, `async def` or a decorator: where a string that was never closed must have ended. */
export function startsDefinition(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  if (code !== 97 && code !== 99 && code !== 100 && code !== 64) return false;
  return /^(?:def[ \t]+\w+[ \t]*[([]|class[ \t]+\w+[ \t]*[:([]|async[ \t]+def[ \t]|@\w)/.test(text.slice(offset, offset + 80));
}
