/** What a character can be in Python source. */

/** ASCII classes by code: 1 starts a name, 2 digit (goes on in a name). */
const ASCII = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
  ASCII[code] = isLetter ? 1 : code >= 48 && code <= 57 ? 2 : 0;
}

export function startsName(code: number): boolean {
  return code < 128 ? ASCII[code] === 1 : code >= 128;
}

/** Beyond ASCII every character but spaces is taken into a name; CPython's exact classes only matter for broken text. */
export function continuesName(code: number): boolean {
  return code < 128 ? ASCII[code] !== 0 : code !== 0xa0 && code !== 0x2028 && code !== 0x2029 && code !== 0x3000 && code !== 0xfeff;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** `\n` or `\r` */
export function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}
