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

/**
 * How a value of a class may be used by several tasks at once. `safe`: clients, sessions of HTTP libraries, pools, locks.
 * `exclusive`: one task at a time – connections, database sessions, cursors, streams, browser pages. Undefined: not known.
 */
export type ConcurrentUse = 'safe' | 'exclusive';

/** What an awaited call waits for outside of this process. (What blocks says so in `blocks`.) */
export type WaitsFor = Extract<BlockingCategory, 'http' | 'network' | 'database' | 'file' | 'process'>;

export type ResourceKind =
  | 'client'      // keeps connections to a service and serves many requests: `ClientSession`, `AsyncClient`, `Redis`, `MongoClient`
  | 'pool'        // hands out connections: pools, engines
  | 'connection' | 'session' | 'transaction' | 'cursor'   // of a database; a session is a unit of work
  | 'response' | 'websocket' | 'channel'
  | 'stream' | 'socket' | 'server' | 'process' | 'file' | 'executor' | 'browser';

/**
 * What a value holds and somebody must give back. How it is closed follows from the class as well: whether a closing
 * method is awaited is in that method's facts, whether `with` works in `enter` and `asyncEnter`. `resourceOf` joins them.
 */
export interface Resource {
  readonly kind: ResourceKind;
  /** Methods of which any one gives it back, the usual one first. */
  readonly close: readonly string[];
  /** The usual method only begins to close; this one is awaited afterwards: `StreamWriter.wait_closed`. */
  readonly thenAwait?: string;
  /** `with` works and does not close: `with sqlite3.connect(…)` ends a transaction. */
  readonly withKeepsOpen?: boolean;
  /** Nothing is held before the first use; a value that is never used need not be closed. */
  readonly opensLazily?: boolean;
  /** A finalizer closes what nobody refers to any more, without a warning: leaving it open loses nothing. */
  readonly closesItself?: boolean;
  /** Made to serve many requests: who makes one per request pays for connecting, TLS and login each time. */
  readonly reusable?: boolean;
  /** After one of these it serves only whoever called it: subscriptions, blocking reads, commands that belong together. */
  readonly aloneFor?: readonly string[];
  /** What these give is part of it, as long as that is in use: `pool.connect()`, `client.db()`. */
  readonly lends?: readonly string[];
  /** To be called before the first use, and once: nobody who shares it may call them. */
  readonly setUp?: readonly string[];
}

/** How long a call waits for the other side when the code around it sets no limit. */
export interface WaitLimit {
  /** `none`: as long as the other side stays silent. */
  readonly seconds: number | 'none';
  /** The whole call, each step of it (connecting, the next bytes), or only connecting. */
  readonly of: 'call' | 'step' | 'connect';
  /** Arguments of the call that set another limit (positions or keywords); `None` takes the limit away. */
  readonly arguments?: readonly (number | string)[];
}

/** How many uses of a value are let through at a time. */
export interface UseBound {
  readonly byDefault: number | 'none';
  /** Arguments (of the constructor or factory) that set it. */
  readonly arguments: readonly (number | string)[];
  /** Those above the bound wait their turn, or fail after waiting a while (`httpx.PoolTimeout`). */
  readonly whenFull: 'waits' | 'fails';
}

export interface LibraryFacts {
  /** What blocks is a lock around a short critical section (see `LibraryClass.enterIsBrief`). */
  readonly brief?: boolean;
  /** Calling it blocks the calling thread. */
  readonly blocks?: BlockingCategory;
  /** Takes as long as what it is given is large: little, as a rule, for what a helper sends or reads. */
  readonly costsBySize?: boolean;
  /** Blocks unless one of these arguments has this literal value: `lock.acquire(blocking=False)`. */
  readonly unless?: readonly { readonly argument: string | number; readonly value: string | number | boolean }[];
  /** Blocks unless one of these arguments is a stream in memory: `zipfile.ZipFile(io.BytesIO(data))`. */
  readonly unlessInMemory?: readonly (string | number)[];
  /** Blocks unless the code has asked its object with this method and got this answer: `if future.done(): future.result()`. */
  readonly unlessTold?: {
    readonly method: string;
    /** `something`: the answer is not None, as of `process.poll()`. */
    readonly answer: boolean | 'something';
    /** A method that asks to be told: after it and a wait the answer is known as well. */
    readonly notify?: string;
  };
  /** Blocks unless its object was made with this constant: connecting a datagram socket only remembers an address. */
  readonly unlessMadeWith?: string;
  /** Blocks unless its object is of a subclass: executors give plain futures, one's own are made and completed by one's own code. */
  readonly unlessSubclass?: boolean;
  /** Blocks only when it is given at least one argument that is not None: `smtplib.SMTP()` connects later, `smtplib.SMTP(host)` at once. */
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
  /** Positions (or keyword names) of the callables it takes. */
  readonly callable?: readonly (number | string)[];
  /** How it calls the callables that it takes. */
  readonly calls?: CallableUse;
  readonly replacement?: Replacement;
  /**
   * May be in flight together with calls on *other* objects (reads, sleeps, independent requests); with calls on the same
   * object as well unless its class is for exclusive use.
   */
  readonly independent?: boolean;
  /** What awaiting it (or entering it with `async with`) waits for. */
  readonly waitsFor?: WaitsFor;
  /** Set on calls that wait for another program: may they wait for ever? Undefined: not known. */
  readonly limit?: WaitLimit;
  /**
   * Of a constructor or factory: arguments that become the limit of the calls on its result, in place of their own
   * `limit`: `ClientSession(timeout=…)`, `asyncpg.connect(command_timeout=…)`. `None` takes the limit away.
   */
  readonly limitsResult?: readonly (number | string)[];
  /** `None` for such an argument means the default after all: `ClientSession(timeout=None)`. */
  readonly noneKeepsLimit?: boolean;
  /** Of a constructor or factory: how many calls its result lets through at a time. */
  readonly bounds?: UseBound;
  /** The result (awaited, if it is to be awaited; of a tuple, its items) is a new `Resource`, which the caller has to close. */
  readonly opens?: boolean;
  /** Opens it only when this option of the object given at this position has this value: `new Agent({ keepAlive: true })`. */
  readonly opensWith?: { readonly position: number; readonly option: string; readonly value: boolean };
  /** Makes what answers within the program, without a connection: `httpx.ASGITransport(app)`. */
  readonly inProcess?: boolean;
  /** Options by which the result is given what it would open: `new Queue(name, { connection: redis })`. */
  readonly shares?: readonly string[];
  /** Options whose values serve this one call: `fetch(url, { dispatcher })`. */
  readonly borrows?: readonly string[];
  /** The result is lent; it goes back through this method of the receiver: `pool.release(conn)`. `async with` does it too. */
  readonly givenBackBy?: string;
  /**
   * Independent when this argument is one of these literals (upper or lower case), or an instance of one of these classes:
   * a request by its verb, a query by its kind of statement.
   */
  readonly independentWith?: ArgumentCondition;
  /**
   * Options that make it part of something that is done in order (`{ session }`), in object literals from this position on. What is no
   * literal there may hold them.
   */
  readonly tiedBy?: { readonly options: readonly string[]; readonly from: number };
  /** Independent only on an object that is kept (a field, a variable of the module, or made here): another may belong to a transaction. */
  readonly ofKept?: boolean;
  /** Accepts awaitables as arguments (gather, wait_for, create_task …). */
  readonly takesAwaitables?: boolean;
  /** First Python version that has it, `3.9`; fixes respect the project's target. */
  readonly since?: string;
  /** First Python version that no longer has it. */
  readonly until?: string;
  /** Values of `sys.platform` / `process.platform` where it exists; undefined: everywhere. */
  readonly platform?: readonly Platform[];
  /**
   * Only looks at what it is given, or changes what `changes` names. Follows from `plain`; to be said of what may return
   * anything (`min`, `getattr`).
   */
  readonly harmless?: boolean;
  /** Positions of the arguments that it changes: `setattr`, `heapq.heappush`, `next`. */
  readonly changes?: readonly number[];
  /** Never blocks, never awaitable, harmless: known to be plain (`str.join`, `math.sqrt`). */
  readonly plain?: boolean;
}

/** What must be given at a position (or by name) for a call to be independent. */
export interface ArgumentCondition {
  readonly position: number;
  readonly name: string;
  /** One of these literals, upper or lower case. */
  readonly values?: readonly string[];
  readonly classes?: readonly string[];
  /** A literal of SQL that only reads. */
  readonly reads?: 'sql';
  /** Asked is this option of an object literal; without it, or without the object, the call is independent. */
  readonly option?: string;
  /** Classes of the arguments in front of it; another may say what the option says. */
  readonly before?: readonly string[];
}

/** What a library does with a callable that it is given. */
export interface CallableUse {
  /**
   * What becomes of what the callable returns: nobody sees it, the caller gets it, it is compared or tested at once, it is
   * an element of the caller's result, or it is awaited (the callable is to be a coroutine function).
   */
  readonly result: 'dropped' | 'returned' | 'compared' | 'elements' | 'awaited';
  /**
   * Where its arguments come from: positional ones (or keywords as well, `all`) that follow it in the call, the keyword
   * `args`, or so many that the library makes up.
   */
  readonly arguments: 'positional' | 'all' | 'args' | number;
}

export type Platform = 'linux' | 'darwin' | 'win32';

/** Names in `returns`, `attributes` … are canonical; Python's builtins and JavaScript's globals have no prefix (`str`, `Promise`). */
export interface LibraryClass {
  readonly bases?: readonly string[];
  /** Facts of calling the class itself. */
  readonly construct?: LibraryFacts;
  readonly methods: Readonly<Record<string, LibraryFacts>>;
  /** What the methods that are not listed do: they are made at run time, from a description of the service. */
  readonly otherMethods?: LibraryFacts;
  /** Types of attributes and properties: canonical class names. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Type of the attributes that are not listed: they are generated, one for each table of a schema. */
  readonly otherAttributes?: string;
  /**
   * Class of the value bound by `with` / `async with … as x`; `self` for itself. Undefined: the statement does not work with
   * the class (of a class in the tables that is not `nominal`; the verification sees to it).
   */
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
  /** What a value of the class holds. A value that a call merely hands over (no `opens`) belongs to somebody else. */
  readonly resource?: Resource;
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
