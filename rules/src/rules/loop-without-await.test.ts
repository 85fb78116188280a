import { pictures, type Case } from './testing/pictures.js';

const STEP = `import asyncio
import time

def step(): ...
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: STEP + source, ...more };
}

pictures('loop-without-await', [
  python('for ever', `
async def run(jobs):
    while True:  # all of them
    ~~~~~~~~~~ while True neither waits nor ends: nothing else on the event loop runs again
        for job in jobs:
            if job is None:
                break
            step()

async def one(n):
    while 1: n += 1
    ~~~~~~~ while 1 neither waits nor ends: nothing else on the event loop runs again
`, {
    fixed: `${STEP}
async def run(jobs):
    while True:  # all of them
        await asyncio.sleep(0)
        for job in jobs:
            if job is None:
                break
            step()

async def one(n):
    while 1: await asyncio.sleep(0); n += 1
`,
  }),
  python('a condition that nothing in the body changes', `
class Service:
    async def wait(self):
        while not self.ready:
        ~~~~~~~~~~~~~~~~~~~~ while not self.ready neither waits nor ends: nothing else on the event loop runs again
            pass

async def sleepy(event: asyncio.Event):
    while not event.is_set():
    ~~~~~~~~~~~~~~~~~~~~~~~~ while not event.is_set() neither waits nor ends: nothing else on the event loop runs again
        time.sleep(0.1)
`, {
    fixed: `${STEP}
class Service:
    async def wait(self):
        while not self.ready:
            await asyncio.sleep(0)

async def sleepy(event: asyncio.Event):
    while not event.is_set():
        await asyncio.sleep(0)
        time.sleep(0.1)
`,
  }),
  python('awaiting what never waits', `
async def count(n):
    return n + 1

async def run(n):
    while True:
    ~~~~~~~~~~ while True neither waits nor ends: nothing else on the event loop runs again
        n = await count(n)
`),
  {
    name: 'trio', language: 'python',
    source: `import trio

async def run(state):
    while not state.ready:
    ~~~~~~~~~~~~~~~~~~~~~ while not state.ready neither waits nor ends: nothing else on the event loop runs again
        pass
`,
    fixed: `import trio

async def run(state):
    while not state.ready:
        await trio.sleep(0)
`,
  },
  {
    name: 'TypeScript', language: 'typescript',
    source: `export async function run(jobs: (() => void)[], step: number): Promise<void> {
  while (true) {
  ~~~~~~~~~~~ while (true) neither waits nor ends: nothing else on the event loop runs again
    // next
    jobs.shift()?.();
    switch (step) {
      case 1: break;
      default: step++;
    }
  }
}

export async function other(): Promise<void> {
  for (;;) console.log('busy');
  ~~~ for (;;) neither waits nor ends: nothing else on the event loop runs again
}
`,
    fixed: `export async function run(jobs: (() => void)[], step: number): Promise<void> {
  while (true) {
    // next
    await new Promise((resolve) => { setTimeout(resolve, 0); });
    jobs.shift()?.();
    switch (step) {
      case 1: break;
      default: step++;
    }
  }
}

export async function other(): Promise<void> {
  for (;;) console.log('busy');
}
`,
  },
  {
    name: 'quiet: TypeScript', language: 'typescript',
    source: `export async function run(jobs: AsyncIterable<() => void>, next: () => Promise<number>): Promise<number> {
  while (true) {
    if (await next()) break;
  }
  while (true) {
    for await (const job of jobs) job();
  }
  outer: for (;;) {
    for (;;) { break outer; }
  }
  do { if (Math.random() > 2) return 1; } while (true);
  while (true) {
    if (Math.random() > 2) throw new Error('done');
  }
}

export function sync(): void {
  while (true) { console.log('a thread of its own'); }
}
`,
  },
  python('quiet: waits', `
async def run(queue, source):
    while True:
        await queue.get()
    while True:
        async for item in source:
            print(item)
    while True:
        async with queue:
            step()

async def generate():
    while True:
        yield step()
`),
  python('quiet: ends', `
import sys

async def run(queue, n):
    while True:
        if step():
            break
    while True:
        for _ in range(3):
            return
    while True:
        while True:
            break
        else:
            break
        raise ValueError
    while True:
        assert n
    while True:
        if n > 3:
            sys.exit(1)
        n += 1

async def drain(queue):
    try:
        while True:
            step(queue.get_nowait())
    except asyncio.QueueEmpty:
        pass
`),
  python('quiet: the condition may change', `
found = []

async def run(queue, n, reader, stop, found):
    while n < 10:
        n += 1
    while not queue.empty():
        step(queue.get_nowait())
    while (line := step()):
        print(line)
    while not reader.at_end:
        step()
    while not stop.is_set():
        print("unknown")
    while reader.more:
        reader.read()
    while found:
        found.pop()
    while n:
        def nested(): ...
`),
  python('quiet: plain functions', `
def serve():
    while True:
        step()

async def run():
    def serve_in_thread():
        while True:
            step()
    await asyncio.to_thread(serve_in_thread)
`),
]);
