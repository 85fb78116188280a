import { pictures } from './testing/pictures.js';

pictures('nested-event-loop', [
  {
    name: 'asyncio.run in a coroutine', language: 'python',
    source: `
import asyncio

async def inner():
    await asyncio.sleep(0)

async def outer():
    asyncio.run(inner())  # stays
    ~~~~~~~~~~~~~~~~~~~~ \`asyncio.run(…)\` raises RuntimeError here: this coroutine already runs on a loop

asyncio.run(outer())
`,
    fixed: `import asyncio

async def inner():
    await asyncio.sleep(0)

async def outer():
    await inner()  # stays

asyncio.run(outer())
`,
  },
]);
