// symptom: wrong-output
// prints: connections: 1
/** An agent that keeps connections, made anew for each request: every request connects again. */
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';

let connections = 0;
const server = createServer((request, response) => { response.end('ok'); });
server.on('connection', () => connections++);
await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
const { port } = server.address() as AddressInfo;

async function readAll(paths: string[]): Promise<void> {
  for (const path of paths) {
    const agent = new Agent({ keepAlive: true }); // expect: session-per-request
    await new Promise<void>((resolve) => {
      get({ host: '127.0.0.1', port, path, agent }, (response) => {
        response.resume();
        response.on('end', () => { setImmediate(resolve); });
      });
    });
  }
}

await readAll(['/a', '/b', '/c']);
console.log(`connections: ${connections}`);
server.close();
server.closeAllConnections();
