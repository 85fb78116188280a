/** JSON with `//` and block comments and trailing commas, with the place of every value. */

export interface JsonFault {
  readonly message: string;
  readonly offset: number;
}

export interface JsonDocument {
  readonly value: unknown;
  /** Offset of the key (or list item) at a path of keys; undefined when there is none. */
  readonly offsetOf: (path: readonly string[]) => number | undefined;
}

const maximumDepth = 100;

/** Reads a text; on the first fault says what and where. Never throws. */
export function parseJson(text: string): { readonly document: JsonDocument } | { readonly fault: JsonFault } {
  const reader = new JsonReader(text);
  try {
    const value = reader.document();
    return { document: { value, offsetOf: (path) => reader.offsets.get(path.join('\0')) } };
  } catch (error) {
    if (error instanceof Unreadable) return { fault: { message: error.message, offset: error.offset } };
    throw error;
  }
}

class Unreadable extends Error {
  constructor(message: string, readonly offset: number) {
    super(message);
  }
}

const escapes: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

class JsonReader {
  readonly offsets = new Map<string, number>();
  #at = 0;

  constructor(readonly text: string) {
    if (text.charCodeAt(0) === 0xfeff) this.#at = 1;
  }

  document(): unknown {
    const value = this.#value([]);
    this.#space();
    if (this.#at < this.text.length) this.#fail('there is text after the end of the value');
    return value;
  }

  #value(path: readonly string[]): unknown {
    this.#space();
    if (path.length > maximumDepth) this.#fail('the value is nested too deeply');
    const next = this.text[this.#at];
    if (next === '{') return this.#object(path);
    if (next === '[') return this.#list(path);
    if (next === '"') return this.#string();
    const word = /[-+\w.]+/y;
    word.lastIndex = this.#at;
    const token = word.exec(this.text)?.[0];
    if (token === undefined) return this.#fail(next === undefined ? 'the text ends before the value is complete' : `\`${next}\` is not expected here`);
    if (token === 'true' || token === 'false' || token === 'null' || /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(token)) {
      this.#at += token.length;
      return JSON.parse(token);
    }
    return this.#fail(`\`${token}\` is not a value; strings need double quotes`);
  }

  #object(path: readonly string[]): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    this.#at++;
    for (;;) {
      this.#space();
      if (this.#take('}')) return Object.fromEntries(entries);
      const offset = this.#at;
      if (this.text[this.#at] !== '"') this.#fail('a key in double quotes or `}` is expected here');
      const key = this.#string();
      this.offsets.set([...path, key].join('\0'), offset);
      this.#space();
      if (!this.#take(':')) this.#fail(`\`:\` is expected after the key "${key}"`);
      entries.push([key, this.#value([...path, key])]);
      this.#space();
      if (!this.#take(',') && this.text[this.#at] !== '}') this.#fail('`,` or `}` is expected here');
    }
  }

  #list(path: readonly string[]): unknown[] {
    const items: unknown[] = [];
    this.#at++;
    for (;;) {
      this.#space();
      if (this.#take(']')) return items;
      const itemPath = [...path, String(items.length)];
      this.offsets.set(itemPath.join('\0'), this.#at);
      items.push(this.#value(itemPath));
      this.#space();
      if (!this.#take(',') && this.text[this.#at] !== ']') this.#fail('`,` or `]` is expected here');
    }
  }

  #string(): string {
    const start = this.#at++;
    let value = '';
    for (;;) {
      const char = this.text[this.#at];
      if (char === undefined || char === '\n' || char === '\r') throw new Unreadable('the string is not closed', start);
      this.#at++;
      if (char === '"') return value;
      value += char === '\\' ? this.#escape() : char;
    }
  }

  #escape(): string {
    const char = this.text[this.#at++] ?? '';
    const plain = escapes[char];
    if (plain !== undefined) return plain;
    const code = this.text.slice(this.#at, this.#at + 4);
    if (char !== 'u' || !/^[0-9a-fA-F]{4}$/.test(code)) throw new Unreadable(`\`\\${char}\` is not an escape sequence`, this.#at - 2);
    this.#at += 4;
    return String.fromCharCode(parseInt(code, 16));
  }

  #space(): void {
    const space = /(?:\s|\/\/[^\n\r]*|\/\*[^]*?\*\/)*/y;
    space.lastIndex = this.#at;
    this.#at += space.exec(this.text)?.[0].length ?? 0;
  }

  #take(char: string): boolean {
    if (this.text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #fail(message: string): never {
    throw new Unreadable(message, this.#at);
  }
}
