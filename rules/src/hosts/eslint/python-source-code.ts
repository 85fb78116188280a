/**
 * A Python file as ESLint's core sees it: one node, its comments and positions. The program model stays behind the
 * rules: a rule is given all its findings at once when the only node is visited.
 */
import type { Linter } from 'eslint';
import { LineIndex } from '../../model/index.js';
import { parsePython } from '../../syntax/python/index.js';
import { mayHoldDirectives, readDirective, type DirectiveType } from './directives.js';
import { JavaScriptSurface } from './javascript-surface.js';

export interface Position {
  /** 1-based. */
  readonly line: number;
  /** 0-based, in UTF-16 code units. */
  readonly column: number;
}

export interface SourceLocation {
  readonly start: Position;
  readonly end: Position;
}

export interface SyntaxElement {
  readonly type: string;
  /** Offsets into the text without its byte order mark. */
  readonly range: [number, number];
  readonly loc: SourceLocation;
}

/** Named as in CPython's `ast`. Not `Program`: rules for JavaScript that run on a Python file shall find nothing. */
export interface PythonRoot extends SyntaxElement {
  readonly type: 'Module';
  readonly body: readonly [];
  readonly comments: readonly PythonComment[];
  readonly tokens: readonly [];
}

export interface PythonComment extends SyntaxElement {
  readonly type: 'Line';
  /** Without the `#`. */
  readonly value: string;
}

interface Problem {
  readonly ruleId: null;
  readonly message: string;
  readonly loc: SourceLocation;
}

export class PythonSourceCode extends JavaScriptSurface {
  readonly ast: PythonRoot;
  readonly visitorKeys: Record<string, string[]> = { Module: [] };
  readonly #lines: LineIndex;
  #comments: readonly PythonComment[] | undefined;

  /** `text` has no byte order mark; `hasBOM` says whether the file has one. */
  constructor(readonly text: string, readonly hasBOM: boolean) {
    super();
    this.#lines = new LineIndex(text);
    const comments = (): readonly PythonComment[] => this.getAllComments();
    this.ast = {
      type: 'Module', body: [], tokens: [], ...this.#span(0, text.length),
      get comments() {
        return comments();
      },
    };
  }

  get lines(): string[] {
    return Array.from({ length: this.#lines.lineCount }, (_, line) => this.#lines.lineText(line));
  }

  getLoc(element: SyntaxElement): SourceLocation {
    return element.loc;
  }

  getRange(element: SyntaxElement): [number, number] {
    return element.range;
  }

  getText(element?: SyntaxElement, before = 0, after = 0): string {
    if (!element) return this.text;
    return this.text.slice(Math.max(0, element.range[0] - before), element.range[1] + after);
  }

  getLines(): string[] {
    return this.lines;
  }

  getLocFromIndex(index: number): Position {
    const { line, character } = this.#lines.positionAt(index);
    return { line: line + 1, column: character };
  }

  getIndexFromLoc({ line, column }: Position): number {
    return this.#lines.offsetAt({ line: line - 1, character: column });
  }

  /** Parses the file when first asked. */
  override getAllComments(): PythonComment[] {
    this.#comments ??= parsePython(this.text).comments.map(({ start, end }) => (
      { type: 'Line', value: this.text.slice(start + 1, end), ...this.#span(start, end) }
    ));
    return [...this.#comments];
  }

  getParent(_element: SyntaxElement): undefined {
    return undefined;
  }

  *traverse(): Generator<{ kind: 1; target: PythonRoot; phase: 1 | 2; args: [PythonRoot] }> {
    yield { kind: 1, target: this.ast, phase: 1, args: [this.ast] };
    yield { kind: 1, target: this.ast, phase: 2, args: [this.ast] };
  }

  getDisableDirectives(): { directives: { type: DirectiveType; node: PythonComment; value: string; justification: string }[]; problems: Problem[] } {
    const directives = this.#directives().flatMap(({ node, directive }) => (
      directive.kind === 'directive' ? [{ type: directive.type, node, value: directive.value, justification: directive.justification }] : []
    ));
    return { directives, problems: [] };
  }

  getInlineConfigNodes(): PythonComment[] {
    return this.#directives().map(({ node }) => node);
  }

  applyInlineConfig(): { configs: { config: { rules: Linter.RulesRecord }; loc: SourceLocation }[]; problems: Problem[] } {
    const configs: { config: { rules: Linter.RulesRecord }; loc: SourceLocation }[] = [];
    const problems: Problem[] = [];
    for (const { node, directive } of this.#directives()) {
      if (directive.kind !== 'configuration') continue;
      const { rules, mistake } = directive.rules;
      if (rules) configs.push({ config: { rules: { ...rules } }, loc: node.loc });
      else problems.push({ ruleId: null, message: mistake, loc: node.loc });
    }
    return { configs, problems };
  }

  #directives(): { node: PythonComment; directive: NonNullable<ReturnType<typeof readDirective>> }[] {
    if (!mayHoldDirectives(this.text)) return [];
    return this.getAllComments().flatMap((node) => {
      const directive = readDirective(`#${node.value}`);
      return directive ? [{ node, directive }] : [];
    });
  }

  #span(start: number, end: number): { range: [number, number]; loc: SourceLocation } {
    return { range: [start, end], loc: { start: this.getLocFromIndex(start), end: this.getLocFromIndex(end) } };
  }
}
