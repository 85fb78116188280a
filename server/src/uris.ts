/** Between document URIs and the engine's paths (absolute, `/` as separator, drive letters in upper case). */

/** The path of a `file:` URI; undefined for other schemes, other machines on POSIX, and what is no URI. */
export function pathOfUri(uri: string, platform: NodeJS.Platform = process.platform): string | undefined {
  const match = /^file:\/\/([^/?#]*)(\/[^?#]*)/i.exec(uri);
  if (!match) return undefined;
  const [, host = '', encoded = ''] = match;
  const path = decode(encoded);
  if (path === undefined || path.includes('\0')) return undefined;
  const isWindows = platform === 'win32';
  if (host && host.toLowerCase() !== 'localhost') return isWindows ? withoutSlash(`//${host}${path}`) : undefined;
  if (!isWindows) return withoutSlash(path);
  const slashed = path.replaceAll('\\', '/');
  return withoutSlash(slashed.replace(/^\/([A-Za-z]):/, (_, drive: string) => `${drive.toUpperCase()}:`));
}

/** The URI of a path, encoded as editors do it: everything but unreserved characters and `/`. */
export function uriOfPath(path: string): string {
  const encoded = path.split('/').map((part) => encodeURIComponent(part).replace(/[!'()*]/g, percent)).join('/');
  if (path.startsWith('//')) return `file:${encoded}`;
  return path.startsWith('/') ? `file://${encoded}` : `file:///${encoded}`;
}

/** Equal for two spellings of the same document (`%3A` and `:`, drive letters in lower and upper case). */
export function uriKey(uri: string): string {
  return pathOfUri(uri) ?? decode(uri) ?? uri;
}

export function schemeOf(uri: string): string {
  return /^([A-Za-z][\w+.-]*):/.exec(uri)?.[1]?.toLowerCase() ?? '';
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') && !/^[A-Za-z]:\/$/.test(path) ? path.slice(0, -1) : path;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
