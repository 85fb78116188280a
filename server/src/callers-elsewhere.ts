/**
 * After a fix that makes functions async: their callers in other files are searched for, shown, and where `await` is all they
 * lack, repaired. The search lets everything else go first, and begins anew when a text changes meanwhile.
 */
import type { Location, Position, WorkspaceEdit } from 'vscode-languageserver/node';
import type { CallersElsewhere, CallerUse, Finding } from '../../rules/src/core.js';
import type { ClientFeatures } from './capabilities.js';
import { fixesOf, type DocumentEdits } from './finding-data.js';
import type { Locator } from './locations.js';
import { mergeEdits } from './merge-edits.js';
import type { Timer } from './pause.js';
import type { Source } from './source.js';
import { texts } from './texts.js';
import { workspaceEdit } from './workspace-edit.js';
import type { Workspaces } from './workspaces.js';

/** What the user sees. */
export interface Screen {
  tell(message: string): void;
  /** Which of the actions was chosen; undefined when the message was closed. */
  ask(message: string, actions: readonly string[]): Promise<string | undefined>;
  list(places: PlaceList): void;
  /** Was the edit applied as a whole? */
  apply(edit: WorkspaceEdit): Promise<boolean>;
}

/** Parameters of `asyncPitfalls/showReferences`: places, and the definition that they belong to. */
export interface PlaceList {
  readonly uri: string;
  readonly position: Position;
  readonly locations: readonly Location[];
}

export interface CallerWorld {
  readonly client: ClientFeatures;
  readonly locator: Locator;
  readonly screen: Screen;
  readonly documents: { sourceOf(uri: string): Pick<Source, 'path'> | undefined };
  readonly workspaces: Pick<Workspaces, 'shown' | 'callersElsewhere' | 'missingAwaits'>;
  /** Lets what has arrived meanwhile go first. */
  turn(): Promise<void>;
  /** How long a client may take to tell the texts that it has changed. */
  readonly patience: Timer;
}

/** What the command of a code action carries. */
interface Request {
  readonly uri: string;
  readonly functions: readonly string[];
}

interface Found extends CallersElsewhere {
  readonly repairs: readonly Finding[];
}

/** In milliseconds: as long as a frame on the screen. */
const slice = 15;

/** Somebody who goes on typing has other things in mind. */
const maximumAttempts = 5;

/** Lines that a message names. */
const maximumNamed = 3;

export class CallerReports {
  readonly #world: CallerWorld;
  /** Changes with every text: what was found in a search before is of no use then. */
  #edition = 0;
  #latest: Request | undefined;
  /** Told of the next change. */
  readonly #waiting = new Set<() => void>();

  constructor(world: CallerWorld) {
    this.#world = world;
  }

  textsChanged(): void {
    this.#edition++;
    for (const told of this.#waiting) told();
  }

  /** Ends what is going on. */
  stop(): void {
    this.#latest = undefined;
    for (const told of this.#waiting) told();
  }

  /** `given`: the arguments of the command. Nothing is shown for what is none of ours, nor when nobody is concerned. */
  async show(given: unknown): Promise<void> {
    const request = requestIn(given);
    if (!request) return;
    this.#latest = request;
    const found = await this.#search(request);
    if (found) await this.#report(request, found);
  }

  async #report(request: Request, found: Found): Promise<void> {
    if (found.uses.length === 0) return;
    const { client, screen } = this.#world;
    if (client.listsPlaces) await this.#offer(request, found);
    else screen.tell(this.#message(found, 'with places'));
  }

  /** Until the message is closed: whoever looks at the places first may repair them afterwards. */
  async #offer(request: Request, found: Found): Promise<void> {
    const { client, screen } = this.#world;
    const words = texts[client.language].elsewhere;
    const calls = found.uses.filter(({ use }) => use === 'called').length;
    const repair = client.appliesEdits && found.repairs.length > 0 ? [words.repair(found.repairs.length, calls)] : [];
    const message = this.#message(found, 'in short');
    let chosen = await screen.ask(message, [words.show, ...repair]);
    if (chosen === words.show) {
      this.#list(found);
      chosen = repair.length > 0 ? await screen.ask(message, repair) : undefined;
    }
    if (chosen !== undefined && repair.includes(chosen)) await this.#repair(request);
  }

  #list({ definition, uses }: Found): void {
    const { locator, screen } = this.#world;
    const at = definition && locator.locate(definition.path, definition.start, definition.end);
    const locations = uses.flatMap(({ place }) => {
      const located = locator.locate(place.path, place.start, place.end);
      return located ? [{ uri: located.uri, range: located.range }] : [];
    });
    if (at) screen.list({ uri: at.uri, position: at.range.start, locations });
  }

  /** With what is true now, not what was when the message appeared. */
  async #repair(request: Request): Promise<void> {
    const { client, locator, screen } = this.#world;
    this.#latest = request;
    const found = await this.#search(request);
    if (!found) return;
    const documents = documentsOf(found.repairs, locator);
    if (documents.length === 0) return;
    if (!(await screen.apply(workspaceEdit(documents, client)))) {
      screen.tell(texts[client.language].elsewhere.outdated);
      return;
    }
    const left = await this.#searchBehind(request, new Set(found.repairs.map(placeOf)));
    if (left) await this.#report(request, left);
  }

  /** The search with the repaired texts: VS Code may say that an edit was applied before it tells what the texts are now. */
  async #searchBehind(request: Request, repaired: ReadonlySet<string>): Promise<Found | undefined> {
    for (;;) {
      const edition = this.#edition;
      const found = await this.#search(request);
      if (!found?.repairs.some((finding) => repaired.has(placeOf(finding)))) return found;
      if (!(await this.#changedSince(edition))) return found;
    }
  }

  /** false when no text has changed for a while. */
  #changedSince(edition: number): Promise<boolean> {
    if (this.#edition !== edition) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (isChanged: boolean): void => {
        cancel();
        this.#waiting.delete(told);
        resolve(isChanged);
      };
      const told = (): void => { end(true); };
      const cancel = this.#world.patience.later(() => { end(false); });
      this.#waiting.add(told);
    });
  }

  #message({ functions, uses, unresolved, isCut }: Found, form: 'in short' | 'with places'): string {
    const words = texts[this.#world.client.language].elsewhere;
    const calls = uses.filter(({ use }) => use === 'called');
    const handedOn = uses.filter(({ use }) => use === 'handed-on');
    const told = (what: string, places: readonly CallerUse[]): string => {
      if (form === 'in short') return what;
      const lines = [...new Set(places.map((use) => this.#placeText(use)))];
      return words.listed(what, lines.slice(0, maximumNamed), lines.length - maximumNamed);
    };
    const parts = [
      ...(calls.length > 0 ? [told(words.calls(calls.length, new Set(calls.map(({ place }) => place.path)).size), calls)] : []),
      ...(handedOn.length > 0 ? [told(words.handedOn(handedOn.length), handedOn)] : []),
      ...(unresolved > 0 ? [words.unresolved(unresolved)] : []),
      ...(isCut ? [words.cut] : []),
    ];
    return words.told(functions, parts);
  }

  #placeText({ place: { path, start, end } }: CallerUse): string {
    const shown = this.#world.workspaces.shown(path);
    const line = this.#world.locator.locate(path, start, end)?.range.start.line;
    return line === undefined ? shown : `${shown}:${line + 1}`;
  }

  /** undefined when something newer is asked for, or the texts do not come to rest. */
  async #search(request: Request): Promise<Found | undefined> {
    for (let attempt = 0; attempt < maximumAttempts; attempt++) {
      const edition = this.#edition;
      const steps = this.#steps(request);
      for (;;) {
        await this.#world.turn();
        if (this.#latest !== request) return undefined;
        if (this.#edition !== edition) break;
        const until = performance.now() + slice;
        let step = steps.next();
        while (!step.done && performance.now() < until) step = steps.next();
        if (step.done) return step.value;
      }
    }
    return undefined;
  }

  *#steps({ uri, functions }: Request): Generator<undefined, Found | undefined> {
    const path = this.#world.documents.sourceOf(uri)?.path;
    if (path === undefined) return undefined;
    const found = yield* this.#world.workspaces.callersElsewhere(path, functions);
    return { ...found, repairs: yield* this.#world.workspaces.missingAwaits(path, found.uses) };
  }
}

function placeOf({ path, start }: Finding): string {
  return `${path}:${start}`;
}

/** All edits of a document in one piece, bound to its version. */
function documentsOf(repairs: readonly Finding[], locator: Locator): DocumentEdits[] {
  const fixes = repairs.flatMap((finding) => fixesOf(finding, locator).slice(0, 1)).flatMap(({ documents }) => documents);
  const uris = new Set(fixes.map(({ uri }) => uri));
  return [...uris].map((uri) => {
    const own = fixes.filter((fix) => fix.uri === uri);
    return { uri, version: own[0]?.version ?? null, edits: mergeEdits(own.map(({ edits }) => edits)) };
  });
}

function requestIn(given: unknown): Request | undefined {
  if (typeof given !== 'object' || given === null || !('uri' in given) || !('functions' in given)) return undefined;
  const { uri, functions } = given;
  if (typeof uri !== 'string' || !Array.isArray(functions)) return undefined;
  const names = functions.filter((name): name is string => typeof name === 'string');
  return names.length > 0 ? { uri, functions: names } : undefined;
}
