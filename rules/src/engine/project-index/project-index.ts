/**
 * What earlier runs found out about a project, as far as it still holds. A report holds while its file's text, what others
 * see of the modules it rests on, and what its imports mean are the same: reading the index only finds out which files are
 * different, appeared or vanished since; what follows from that is what follows from any edit.
 */
import type { FileSystem } from '../file-system.js';
import { isModuleName, isPackageFile } from '../file-kinds.js';
import type { LanguageSupport } from '../language-support.js';
import { folderOf, joinPath, nameOf } from '../paths.js';
import type { ReportMemory } from '../report-memory.js';
import type { SourceTexts } from '../source-texts.js';
import { mergedIndex, mergedModule } from './merged-index.js';
import { decodeIndex, encodeIndex, hashOf, type Fingerprint, type StoredFolder, type StoredIndex, type StoredModule } from './stored-index.js';

/** Where the index is kept. Both never throw: an index that cannot be read or written costs time only. */
export interface IndexStore {
  load(): string | undefined;
  save(text: string): void;
}

/** For a single run. */
export const forgottenIndex: IndexStore = { load: () => undefined, save: () => {} };

/** What is different since the index was written. */
export interface Differences {
  readonly changed: readonly string[];
  /** Appeared or vanished. */
  readonly moved: readonly string[];
}

/** A file that was written this shortly before the index may have been written again with the same time. */
const racyMilliseconds = 2000;

/** Each file that appeared or vanished is looked for in all texts. */
const maximumMoved = 300;

export interface IndexContext {
  readonly store: IndexStore;
  readonly texts: SourceTexts;
  readonly host: FileSystem;
  /** Everything beside files that answers rest on: versions, roots, environment, the rules there are. */
  readonly scope: string;
  /** What settings say about the modules of the file's folder. */
  settingsOf(path: string): unknown;
}

export class ProjectIndex {
  readonly #context: IndexContext;
  /** Of files that were looked at by an earlier run and not by this one. */
  readonly #fingerprints = new Map<string, Fingerprint>();
  /** Of modules that other engines looked at. */
  readonly #adopted = new Map<string, StoredModule>();
  readonly #folders = new Map<string, StoredFolder>();

  constructor(context: IndexContext) {
    this.#context = context;
  }

  /** Hands over what the index knows, then tells what of it must be looked at again. */
  open(support: LanguageSupport, reports: ReportMemory): Differences {
    const text = this.#context.store.load();
    const stored = text === undefined ? undefined : decodeIndex(text, this.#context.scope);
    const index = stored?.settings === this.#settingsHash(stored?.modules ?? []) ? stored : undefined;
    const differences = index && this.#differences(index);
    // Another branch, another version of the environment: to find out what still holds is work as well.
    if (!differences || differences.moved.length > maximumMoved) return { changed: [], moved: [] };
    support.restore?.(index.modules);
    reports.restore(index.reports);
    return differences;
  }

  /** What other engines saved about other files of the same project. False when nothing of it can be used. */
  adopt(texts: readonly string[], support: LanguageSupport, reports: ReportMemory): boolean {
    const indexes = texts.flatMap((text) => decodeIndex(text, this.#context.scope) ?? []);
    if (indexes.length === 0) return false;
    const { modules, folders, reports: found } = mergedIndex(indexes);
    for (const module of modules) {
      this.#fingerprints.set(module.path, module);
      this.#adopted.set(module.path, module);
    }
    for (const folder of folders) this.#folders.set(folder.path, folder);
    support.restore?.(modules);
    reports.restore(found.map((report) => ({ ...report, content: { ...report.content, stats: { ...report.content.stats, isRecalled: false } } })));
    return true;
  }

  save(support: LanguageSupport, reports: ReportMemory): void {
    const { store, texts, scope } = this.#context;
    const facts = new Map([...(support.facts?.() ?? [])].map((fact) => [fact.path, fact]));
    for (const path of reports.paths()) if (!facts.has(path)) facts.set(path, { path, summary: undefined, uses: [] });
    const modules = [...facts.values()].map((fact) => {
      const { signature, hash } = texts.fingerprint(fact.path) ?? this.#fingerprints.get(fact.path) ?? noFile;
      const adopted = this.#adopted.get(fact.path);
      const own = { ...fact, signature, hash };
      return adopted ? mergedModule(own, adopted) : own;
    });
    const folders = this.#listings(new Set([...(support.folders?.() ?? []), ...this.#folders.keys()]));
    const all = [...reports.all()].filter(({ path }) => texts.languageOf(path) === support.language);
    store.save(encodeIndex({ savedAt: Date.now(), settings: this.#settingsHash(modules), modules, folders, reports: all }, scope));
  }

  #settingsHash(modules: readonly StoredModule[]): string {
    const perFolder = new Map(modules.map(({ path }) => [folderOf(path), path]));
    return hashOf(JSON.stringify([...perFolder].sort(([a], [b]) => (a < b ? -1 : 1)).map(([folder, path]) => [folder, this.#context.settingsOf(path)])));
  }

  #differences({ savedAt, modules, folders }: StoredIndex): Differences {
    const moved = new Set<string>();
    for (const folder of folders) {
      this.#folders.set(folder.path, folder);
      for (const name of difference(folder.names, this.#listing(folder.path).names)) {
        const path = joinPath(folder.path, name);
        moved.add(path);
        // A folder that was missing has no listing of its own.
        if (!isModuleName(name, 'file')) for (const inside of this.#listing(path).names) if (isPackageFile(inside)) moved.add(joinPath(path, inside));
      }
    }
    const changed: string[] = [];
    for (const { path, signature, hash } of modules) {
      this.#fingerprints.set(path, { signature, hash });
      if (this.#context.texts.document(path)) {
        if (this.#hashNow(path) !== hash) changed.push(path);
        continue;
      }
      const now = this.#context.host.signatureOf?.(path);
      if (now?.text === signature && now.changed < savedAt - racyMilliseconds) continue;
      if (now === undefined && signature === '') continue;
      if (now === undefined || signature === '') moved.add(path);
      else if (this.#hashNow(path) !== hash) changed.push(path);
      else this.#fingerprints.set(path, { signature: now.text, hash });
    }
    return { changed, moved: [...moved] };
  }

  #hashNow(path: string): string | undefined {
    const { text } = this.#context.texts.read(path);
    this.#context.texts.release(path);
    return text === undefined ? undefined : hashOf(text);
  }

  /**
   * Most folders that were looked for are not there. They need no listing where the folder around them has one: it shows when
   * they appear.
   */
  #listings(paths: ReadonlySet<string>): StoredFolder[] {
    const listed: StoredFolder[] = [];
    /** In lower case: a file system may not tell cases apart. */
    const inside = new Map<string, ReadonlySet<string>>();
    for (const path of [...paths].sort((a, b) => a.length - b.length)) {
      const around = inside.get(folderOf(path));
      const name = nameOf(path);
      if (around === nothing || (around && isModuleName(name, 'folder') && !around.has(name.toLowerCase()))) {
        inside.set(path, nothing);
        continue;
      }
      const listing = this.#listing(path);
      listed.push(listing);
      // Without names it may be one that cannot be read: that says nothing about what is in it.
      if (listing.names.length > 0) inside.set(path, new Set(listing.names.map((each) => each.toLowerCase())));
    }
    return listed;
  }

  #listing(path: string): StoredFolder {
    const entries = this.#context.host.list(path) ?? [];
    return { path, names: entries.filter(({ name, kind }) => isModuleName(name, 'file') || (kind !== 'file' && isModuleName(name, 'folder'))).map(({ name }) => name) };
  }
}

const nothing: ReadonlySet<string> = new Set();

const noFile: Fingerprint = { signature: '', hash: '' };

/** Names in one of the sorted lists only. */
function difference(before: readonly string[], now: readonly string[]): string[] {
  if (before.length === now.length && before.every((name, index) => name === now[index])) return [];
  const had = new Set(before);
  const has = new Set(now);
  return [...before.filter((name) => !has.has(name)), ...now.filter((name) => !had.has(name))];
}
