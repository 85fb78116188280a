import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BlockingAnalysis } from '../semantics/blocking.js';
import { pictureOf, reveal } from '../semantics/python/reveal.js';

test('streams, channels and temporary files: what they give and what is awaited', () => {
  reveal(`
    import aiofiles, aiofiles.os, aiofiles.tempfile, anyio, trio
    from anyio.abc import SocketStream
    from websockets.sync.client import connect
    async def main(stream: SocketStream):
        send, receive = anyio.create_memory_object_stream(1)
        send.send(1)  # awaitable: yes coroutine by anyio.streams.memory.MemoryObjectSendStream.send
        send.send_nowait(1)  # awaitable: no
        receive.receive()  # awaitable: yes coroutine by anyio.streams.memory.MemoryObjectReceiveStream.receive
        receive.clone()  # reveal: anyio.streams.memory.MemoryObjectReceiveStream
        stream.receive()  # reveal: Coroutine[bytes]
        await anyio.connect_tcp("host", 1)  # reveal: anyio.abc.SocketStream
        process = await anyio.open_process("ls")
        process.wait()  # reveal: Coroutine[int]
        process.terminate()  # awaitable: no
        tx, rx = trio.open_memory_channel(0)
        tx.send(1)  # awaitable: yes coroutine by trio.MemorySendChannel.send
        async for item in rx: pass
        (await trio.open_tcp_stream("host", 1)).send_all(b"")  # awaitable: yes coroutine by trio.SocketStream.send_all
        trio.Path("x").read_text()  # reveal: Coroutine[str]
        async with aiofiles.tempfile.TemporaryFile() as temporary:
            temporary.read()  # awaitable: yes coroutine by aiofiles.threadpool.binary.AsyncBufferedIOBase.read
        async with aiofiles.tempfile.TemporaryDirectory() as folder:
            folder  # reveal: str
        aiofiles.os.path.exists("x")  # reveal: Coroutine[bool]
        connection = connect("ws://host")
        connection  # reveal: websockets.sync.client.ClientConnection
  `);
});

test('websockets for threads block the loop', () => {
  const { project, semantics } = pictureOf(`
    from websockets.sync.client import connect
    async def main():
        with connect("ws://host") as connection:
            connection.send("hello")
            connection.recv()
            connection.recv(timeout=0)
            for message in connection: pass
  `);
  const main = project.module('/project/main.py')?.functions.find(({ name }) => name === 'main');
  assert.ok(main);
  const analysis = new BlockingAnalysis(semantics);
  const found = semantics.invocations(main).flatMap((invocation) => {
    const fact = analysis.blocking(invocation);
    return fact ? [`${invocation.form} ${fact.category}`] : [];
  });
  assert.deepEqual(found, ['call network', 'call network', 'call network', 'iteration network', 'exit network']);
});
