/** TypeScript: intervals, the timers of lost races, abort controllers that nobody can abort. */
import { pictures, type Case } from './testing/pictures.js';

function typescript(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'typescript', source, ...more };
}

pictures('uncancelled-task', [
  typescript('TypeScript: an interval whose handle nobody uses', `
export class Poller {
  private timer: ReturnType<typeof setInterval> | undefined;

  start(): void {
    this.timer = setInterval(() => { console.log('tick'); }, 1000);
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ this.timer is never cleared, so the interval runs for ever
  }
}

export function start(): void {
  setInterval(() => { console.log('tick'); }, 1000);
  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ setInterval(…) can never be stopped: its handle is dropped
  const handle = setInterval(() => { console.log('tick'); }, 1000);
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ handle is never cleared, so the interval runs for ever
}
`),
  typescript('TypeScript: an interval that the closing method forgets', `
export class Poller {
  private timer: ReturnType<typeof setInterval> | undefined;

  start(): void {
    this.timer = setInterval(() => { console.log('tick'); }, 1000);
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ this.timer is never cleared, so the interval runs for ever
  }

  stop(): void {
    console.log('stopped');
  }
}
`, { fixed: `export class Poller {
  private timer: ReturnType<typeof setInterval> | undefined;

  start(): void {
    this.timer = setInterval(() => { console.log('tick'); }, 1000);
  }

  stop(): void {
    clearInterval(this.timer);
    console.log('stopped');
  }
}
` }),
  typescript('TypeScript: intervals that are cleared, returned or at the top level', `
export class Poller {
  private timer: ReturnType<typeof setInterval> | undefined;

  start(): void {
    this.timer = setInterval(() => { console.log('tick'); }, 1000);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

export function start(): () => void {
  const handle = setInterval(() => { console.log('tick'); }, 1000);
  return () => { clearInterval(handle); };
}

setInterval(() => { console.log('heartbeat'); }, 1000);
`),
  typescript('TypeScript: an interval that the base class clears, in another file', `import { Base, Plain } from './base.js';

export class Poller extends Base {
  start(): void { this.timer = setInterval(() => { console.log('tick'); }, 1000); }
}
export class Other extends Plain {
  start(): void { this.pulse = setInterval(() => { console.log('tick'); }, 1000); }
                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ this.pulse is never cleared, so the interval runs for ever
}
// file: base.ts
export class Plain {}
export class Base {
  protected timer: ReturnType<typeof setInterval> | undefined;
  stop(): void { clearInterval(this.timer); }
}
`),
  typescript('TypeScript: the timer of a race', `
export async function withLimit<T>(work: Promise<T>): Promise<T> {
  return await Promise.race([work, new Promise<never>((_, no) => { setTimeout(() => { no(new Error('late')); }, 9); })]);
               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ The timer of this Promise.race(…) stays armed when the other promise wins
}

export async function withoutBlock(work: Promise<string>, ms: number): Promise<string> {
  const late = new Error('late');
  const result = await Promise.race([
                       ~~~~~~~~~~~~~~ The timer of this Promise.race(…) stays armed when the other promise wins
    work,
    new Promise<never>((_, reject) => setTimeout(() => reject(late), ms)), // gives up
  ]);
  return result.trim();
}

export const short = (work: Promise<string>): Promise<string> => Promise.race([work, new Promise<never>((_, no) => { setTimeout(() => { no(new Error('late')); }, 9); })]);
                                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ The timer of this Promise.race(…) stays armed when the other promise wins
`, {
    fixed: `export async function withLimit<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return await Promise.race([work, new Promise<never>((_, no) => { timer = setTimeout(() => { no(new Error('late')); }, 9); })]).finally(() => { clearTimeout(timer); });
}

export async function withoutBlock(work: Promise<string>, ms: number): Promise<string> {
  const late = new Error('late');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const result = await Promise.race([
    work,
    new Promise<never>((_, reject) => { timer = setTimeout(() => reject(late), ms); }), // gives up
  ]).finally(() => { clearTimeout(timer); });
  return result.trim();
}

export const short = (work: Promise<string>): Promise<string> => Promise.race([work, new Promise<never>((_, no) => { setTimeout(() => { no(new Error('late')); }, 9); })]);
`,
  }),
  typescript('TypeScript: a race whose timer is cleared', `
export async function withLimit<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => { timer = setTimeout(() => { reject(new Error('too slow')); }, ms); });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
`),
  typescript('TypeScript: an abort controller nobody can reach', `
export async function load(url: string): Promise<Response> {
  const controller = new AbortController();
        ~~~~~~~~~~ Nothing can abort controller: its signal is used but abort() is out of reach
  return await fetch(url, { signal: controller.signal });
}

export async function loadSoon(url: string): Promise<Response> {
  const controller = new AbortController();
  const timer = setTimeout(() => { controller.abort(); }, 1000);
  try {
    return await fetch(url, { signal: controller.signal });
  } finally {
    clearTimeout(timer);
  }
}

export function loadWith(url: string): { response: Promise<Response>; controller: AbortController } {
  const controller = new AbortController();
  return { response: fetch(url, { signal: controller.signal }), controller };
}
`),
]);
