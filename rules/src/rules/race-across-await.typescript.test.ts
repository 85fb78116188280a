import { pictures, type Case } from './testing/pictures.js';

const LOAD = `declare function load(name: string): Promise<string>;
declare function count(name: string): Promise<number>;
interface Connection { send(text: string): Promise<void>; close(): Promise<void>; readonly open: boolean }
declare function connect(): Promise<Connection>;
`;

function typescript(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name: `TypeScript ${name}`, language: 'typescript', source: LOAD + source, ...more };
}

pictures('race-across-await', [
  typescript('lost updates', `
export class Counter {
  total = 0;
  state: Record<string, string> = {};
  #hidden = 0;

  async add(name: string): Promise<void> {
    const before = this.total;
    const more = await count(name);
    this.total = before + more;
    ~~~~~~~~~~ this.total was read before the await: what other tasks change meanwhile is lost
  }

  async sum(name: string): Promise<void> {
    if (name !== '')
      this.#hidden += await count(name);
      ~~~~~~~~~~~~ this.#hidden was read before the await: what other tasks change meanwhile is lost
  }

  put = async (name: string): Promise<void> => {
    this.state = { ...this.state, [name]: await load(name) };
    ~~~~~~~~~~ this.state was read before the await: what other tasks change meanwhile is lost
  };
}

let visits = 0;
export async function visit(name: string): Promise<void> {
  visits = visits + await count(name);
  ~~~~~~ visits was read before the await: what other tasks change meanwhile is lost
}
`, {
    fixed: `${LOAD}
export class Counter {
  total = 0;
  state: Record<string, string> = {};
  #hidden = 0;

  async add(name: string): Promise<void> {
    const before = this.total;
    const more = await count(name);
    this.total = before + more;
  }

  async sum(name: string): Promise<void> {
    if (name !== '')
      this.#hidden += await count(name);
  }

  put = async (name: string): Promise<void> => {
    this.state = { ...this.state, [name]: await load(name) };
  };
}

let visits = 0;
export async function visit(name: string): Promise<void> {
  const more = await count(name);
  visits = visits + more;
}
`,
  }),
  typescript('places that are filled twice', `
export class Client {
  private connection: Connection | undefined;
  private readonly pages = new Map<string, string>();
  private isBusy = false;

  async send(text: string): Promise<void> {
    if (!this.connection) {
      this.connection = await connect();
      ~~~~~~~~~~~~~~~ this.connection was tested before the await: another task may have set it meanwhile
    }
    await this.connection.send(text);
  }

  async page(name: string): Promise<string> {
    if (!this.pages.has(name)) {
      const text = await load(name);
      this.pages.set(name, text);
      ~~~~~~~~~~ this.pages was tested before the await: another task may have set it meanwhile
    }
    return this.pages.get(name) ?? '';
  }

  async once(name: string): Promise<void> {
    if (this.isBusy) return;
    await load(name);
    this.isBusy = true;
    ~~~~~~~~~~~ this.isBusy was tested before the await: another task may have set it meanwhile
  }

  async end(): Promise<void> { await this.connection?.close(); }
}

let shared: Connection | undefined;
export async function sharedConnection(): Promise<Connection> {
  shared ??= await connect();
  ~~~~~~ shared was tested before the await: another task may have set it meanwhile
  return shared;
}

let settings: string | null = null;
export async function readSettings(): Promise<string> {
  if (settings === null) settings = await load('settings');
                         ~~~~~~~~ settings was tested before the await: another task may have set it meanwhile
  return settings;
}
`),
  typescript('the promise is kept, so that others wait for it', `
export class Client {
  private connection: Connection | undefined; // one for all
  #key: string | null = null;

  async send(text: string): Promise<void> {
    // the first one connects
    if (!this.connection) {
      this.connection = await connect(); // takes a while
      ~~~~~~~~~~~~~~~ this.connection was tested before the await: another task may have set it meanwhile
    }
    await this.connection.send(text);
  }

  async key(): Promise<string> {
    if (this.#key === null) this.#key = await load('key');
                            ~~~~~~~~~ this.#key was tested before the await: another task may have set it meanwhile
    return this.#key;
  }
}

let shared: Connection | undefined
export async function sharedConnection(): Promise<Connection> {
  if (!shared) {
    shared = await connect()
    ~~~~~~ shared was tested before the await: another task may have set it meanwhile
  }
  return shared
}
`, {
    fixed: `${LOAD}
export class Client {
  private connection: Connection | undefined; // one for all
  private connectionPending: Promise<NonNullable<typeof this.connection>> | undefined;
  #key: string | null = null;
  #keyPending: Promise<NonNullable<string | null>> | undefined;

  async send(text: string): Promise<void> {
    // the first one connects
    if (!this.connection) {
      this.connectionPending ??= connect().finally(() => { this.connectionPending = undefined; });
      this.connection = await this.connectionPending; // takes a while
    }
    await this.connection.send(text);
  }

  async key(): Promise<string> {
    if (this.#key === null) this.#key = await (this.#keyPending ??= load('key').finally(() => { this.#keyPending = undefined; }));
    return this.#key;
  }
}

let shared: Connection | undefined
let sharedPending: Promise<NonNullable<typeof shared>> | undefined
export async function sharedConnection(): Promise<Connection> {
  if (!shared) {
    sharedPending ??= connect().finally(() => { sharedPending = undefined })
    shared = await sharedPending
  }
  return shared
}
`,
  }),
  typescript('quiet: the promise is kept, the place is looked at again, a lock is held', `
declare const mutex: { acquire(): Promise<() => void>; runExclusive<T>(work: () => Promise<T>): Promise<T> };

export class Client {
  private pending: Promise<Connection> | undefined;
  private connection: Connection | undefined;
  private readonly pages = new Map<string, Promise<string>>();
  private readonly done = new Map<string, string>();
  private isBusy = false;
  private total = 0;

  async send(text: string): Promise<void> {
    if (!this.pending) this.pending = connect();
    this.pending ??= connect();
    await (await this.pending).send(text);
  }

  async page(name: string): Promise<string> {
    if (!this.pages.has(name)) this.pages.set(name, load(name));
    return (await this.pages.get(name)) ?? '';
  }

  async again(): Promise<Connection> {
    if (!this.connection) {
      const made = await connect();
      if (!this.connection) this.connection = made;
      else await made.close();
    }
    return this.connection;
  }

  async loaded(name: string): Promise<string> {
    const loading = this.pages.get(name);
    if (loading) return loading;
    const done = this.done.get(name);
    if (done) return done;
    const promise = load(name);
    this.pages.set(name, promise);
    const text = await promise;
    this.done.set(name, text);
    this.pages.delete(name);
    return text;
  }

  async claimed(name: string): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    await load(name);
    this.isBusy = false;
  }

  async locked(): Promise<Connection> {
    const release = await mutex.acquire();
    try {
      if (!this.connection) this.connection = await connect();
      return this.connection;
    } finally {
      release();
    }
  }

  async exclusive(): Promise<void> {
    await mutex.runExclusive(async () => { this.total += await count('a'); });
  }

  async counted(name: string): Promise<void> {
    const more = await count(name);
    this.total += more;
    this.total = (await count(name)) + this.total;
  }

  async start(): Promise<void> {
    if (!this.connection) this.connection = await connect();
  }

  async startServer(): Promise<void> {
    if (!this.connection) this.connection = await connect();
  }

  async local(): Promise<number> {
    const own = { total: 0 };
    own.total += await count('a');
    let sum = 0;
    sum += await count('b');
    return own.total + sum;
  }

  private async inner(): Promise<void> {
    if (!this.connection) this.connection = await connect();
  }

  async startAll(): Promise<void> { await this.inner(); }
}
`),
  { name: 'TypeScript: handlers of web frameworks run for several requests at once', language: 'typescript', source: `import express from 'express';
import { readFile } from 'node:fs/promises';

const app = express();
let visits = 0;
const seen = { visits: 0 };

app.get('/visits', async (req, res) => {
  visits += Number(await readFile('visits'));
  ~~~~~~ visits was read before the await: what other tasks change meanwhile is lost
  res.send(visits);
});

async function count(req, res) {
  const before = visits;
  await readFile('visits');
  visits = before + 1;
  ~~~~~~ visits was read before the await: what other tasks change meanwhile is lost
}

app.use(count);

app.get('/own', async (req, res) => {
  let own = 0;
  own += Number(await readFile('own'));
  const mine = { visits: 0 };
  mine.visits += Number(await readFile('own'));
  const more = Number(await readFile('own'));
  seen.visits += more;
  res.send(own + mine.visits);
});

export const script = async (): Promise<void> => {
  visits += Number(await readFile('visits'));
};
` },
]);
