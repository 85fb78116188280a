// symptom: wrong-output
// prints: connections opened: 1
/** Three requests find no connection yet, and all three open one. */
import { setTimeout as pause } from 'node:timers/promises';

class Connection {
  static opened = 0;

  send(text: string): string { return `sent ${text}`; }

  close(): void { Connection.opened--; }
}

async function connect(): Promise<Connection> {
  await pause(5);
  Connection.opened++;
  return new Connection();
}

class Client {
  private connection: Connection | undefined;

  async request(text: string): Promise<string> {
    if (!this.connection) {
      this.connection = await connect(); // expect: race-across-await
    }
    return this.connection.send(text);
  }

  end(): void { this.connection?.close(); }
}

const client = new Client();
await Promise.all(['a', 'b', 'c'].map((text) => client.request(text)));
console.log(`connections opened: ${Connection.opened}`);
client.end();
