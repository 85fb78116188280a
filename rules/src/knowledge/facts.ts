/** The vocabulary of the knowledge tables: what is known about library callables and classes. Data only. */

export type BlockingCategory =
  | 'sleep' | 'http' | 'process' | 'network' | 'database' | 'thread-sync' | 'file' | 'console' | 'cpu';

/** What a callable means to the rules. One callable has at most one role. */
export type Role =
  | 'spawn-task'        // starts a task and returns it: create_task, ensure_future, loop.create_task
  | 'spawn-owned-task'  // the owner keeps and joins it: TaskGroup.create_task, nursery.start_soon
  | 'gather'            // runs awaitables concurrently: asyncio.gather, Promise.all
  | 'settle'            // gather that never rejects: Promise.allSettled
  | 'race'              // Promise.race, Promise.any
  | 'wait'              // asyncio.wait: returns (done, pending)
  | 'as-completed'
  | 'wait-for'          // waits with a limit: asyncio.wait_for
  | 'shield'
  | 'timeout'           // context managers that limit waiting
  | 'run-loop'          // starts an event loop and blocks until done: asyncio.run, loop.run_until_complete
  | 'run-loop-forever'
  | 'running-loop'      // asyncio.get_running_loop: raises when there is no loop
  | 'nest-loop'         // nest_asyncio.apply
  | 'sleep'             // asyncio.sleep
  | 'off-loop'          // runs its callable argument elsewhere: to_thread, run_in_executor, Executor.submit, Thread(target=)
  | 'on-loop-callback'  // call_soon, call_later, add_done_callback
  | 'start-timer'       // setInterval, setTimeout
  | 'clear-timer'
  | 'lock' | 'semaphore' | 'queue' | 'event';

/** A replacement that a fix can write or advice can name. */
export interface Replacement {
  /** What to call instead, as it appears in code: `asyncio.sleep`, `fs.promises.readFile`. */
  readonly call: string;
  /** The import it needs: Python module or TypeScript specifier. */
  readonly import: string;
  /** The imported name for `from X import name`; undefined for `import X`. */
  readonly name?: string;
  /** `same`: same arguments, awaited. `advice`: only named in the message. */
  readonly form: 'same' | 'advice';
}

/** How a value of a class may be used by several tasks at once. */
export type ConcurrentUse = 'safe' | 'exclusive';

export interface LibraryFacts {
  /** What blocks is a lock around a short critical section (see `LibraryClass.enterIsBrief`). */
  readonly brief?: boolean;
  /** Calling it blocks the calling thread. */
  readonly blocks?: BlockingCategory;
  /** Blocks unless one of these arguments has this literal value: `lock.acquire(blocking=False)`. */
  readonly unless?: readonly { readonly argument: string | number; readonly value: string | number | boolean }[];
  /** Blocks only when it is given at least one argument: `smtplib.SMTP()` connects later, `smtplib.SMTP(host)` at once. */
  readonly needsArgument?: boolean;
  /** Calling it gives something awaitable. */
  readonly awaitable?: 'coroutine' | 'task' | 'future' | 'promise' | 'other';
  /** Calling it gives an async generator or other async iterator (to be iterated, not awaited). */
  readonly asyncIterable?: boolean;
  /** Calling it gives an object for `async with` (`await` may be allowed too). */
  readonly asyncContext?: boolean;
  /** Class of the result (of the awaited result when `awaitable`): canonical class name, `self`, `str`, `None` … */
  readonly returns?: string;
  readonly role?: Role;
  /** Positions (or keyword names) of the callables it takes, for the roles `off-loop` and `on-loop-callback`. */
  readonly callable?: readonly (number | string)[];
  readonly replacement?: Replacement;
  /**
   * May be in flight together with calls on *other* objects (reads, sleeps, independent requests); with calls on the same
   * object as well unless its class is for exclusive use.
   */
  readonly independent?: boolean;
  /** Accepts awaitables as arguments (gather, wait_for, create_task …). */
  readonly takesAwaitables?: boolean;
  /** First Python version that has it, `3.9`; fixes respect the project's target. */
  readonly since?: string;
  /** First Python version that no longer has it. */
  readonly until?: string;
  /** Values of `sys.platform` / `process.platform` where it exists; undefined: everywhere. */
  readonly platform?: readonly Platform[];
  /** Never blocks, never awaitable, harmless: known to be plain (`str.join`, `math.sqrt`). */
  readonly plain?: boolean;
}

export type Platform = 'linux' | 'darwin' | 'win32';

/** Names in `returns`, `attributes` … are canonical; Python's builtins and JavaScript's globals have no prefix (`str`, `Promise`). */
export interface LibraryClass {
  readonly bases?: readonly string[];
  /** Facts of calling the class itself. */
  readonly construct?: LibraryFacts;
  readonly methods: Readonly<Record<string, LibraryFacts>>;
  /** Types of attributes and properties: canonical class names. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Class of the value bound by `with` / `async with … as x`; `self` for itself. */
  readonly enter?: string;
  readonly asyncEnter?: string;
  /** Entering or leaving blocks. */
  readonly enterBlocks?: BlockingCategory;
  /** Entering waits only while others are in a short critical section: a lock. Seldom worth a word in a helper. */
  readonly enterIsBrief?: boolean;
  readonly exitBlocks?: BlockingCategory;
  /** Every step of `for x in value` may block: files, cursors, streamed responses. */
  readonly iterationBlocks?: BlockingCategory;
  /** Class of the elements when iterated. */
  readonly element?: string;
  /** First Python version in which `async with` works, where that is later than the class. */
  readonly asyncSince?: string;
  /** Class of the elements of `async for`; `object` when it has no name here. */
  readonly asyncElement?: string;
  readonly concurrentUse?: ConcurrentUse;
  /** Calls that switch blocking off for a value: `sock.setblocking(False)`, `sock.settimeout(0)`. */
  readonly disarmedBy?: readonly { readonly method: string; readonly value: boolean | number }[];
  /** The value can be awaited itself (aiohttp's request context managers, futures). */
  readonly awaitable?: 'coroutine' | 'task' | 'future' | 'other';
  /** The value can be awaited and need not be: a server, a pool, a pipeline. */
  readonly awaitOptional?: boolean;
  /** Class of the awaited value, for awaitable instances. */
  readonly awaitResult?: string;
  readonly since?: string;
  readonly until?: string;
  readonly platform?: readonly Platform[];
  /** An interface that is not an importable class: the file objects that `open` gives, C types without a public home. */
  readonly nominal?: boolean;
}

/**
 * Everything known about one library. Names are relative to `module`; a dotted name is a member of a module-level object
 * (`Promise.all`, `promises.readFile`). The table of Python's builtins has module `builtins`, the one of JavaScript's
 * globals `globalThis`; their canonical names have no prefix.
 */
export interface LibraryTable {
  /** Import name: `asyncio`, `redis.asyncio`, `node:fs`. */
  readonly module: string;
  readonly language: 'python' | 'typescript';
  readonly functions: Readonly<Record<string, LibraryFacts>>;
  readonly classes: Readonly<Record<string, LibraryClass>>;
  /** Types of module-level values: `asyncio.subprocess.PIPE`. */
  readonly values?: Readonly<Record<string, string>>;
  /**
   * Re-exports and old homes, full names on both sides: `asyncio.tasks` → `asyncio`. A key stands for itself and for
   * everything below it (`asyncio.tasks.gather`).
   */
  readonly aliases?: Readonly<Record<string, string>>;
  readonly since?: string;
  readonly until?: string;
  readonly platform?: readonly Platform[];
}
