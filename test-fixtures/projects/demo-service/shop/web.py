"""Just enough HTTP to look like a web framework: routes, requests, answers, and a client for the demo."""
from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .app import Shop


class Request:
    def __init__(self, app: Shop, path, name):
        self.app = app
        self.path = path
        self.name = name


class Application:
    def __init__(self):
        self.routes = {}
        self.port = 0
        self.on_start = []
        self.on_stop = []

    def add_get(self, prefix, handler):
        self.routes[prefix] = handler

    async def start(self):
        for hook in self.on_start:
            await hook()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def stop(self, server):
        server.close()
        await server.wait_closed()
        for hook in self.on_stop:
            await hook()

    async def _serve(self, reader, writer):
        line = await reader.readline()
        path = line.decode().split(" ")[1]
        prefix, _, name = path.lstrip("/").partition("/")
        try:
            status, body = 200, await self.routes[prefix](Request(self, path, name))
        except Exception as error:
            status, body = 500, f"{type(error).__name__}"
        writer.write(f"HTTP/1.1 {status} -\r\nConnection: close\r\n\r\n{body}".encode())
        await writer.drain()
        writer.close()


async def get(port, path):
    """Status and body of one request."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\n\r\n".encode())
        answer = (await reader.read()).decode()
    finally:
        writer.close()
    head, _, body = answer.partition("\r\n\r\n")
    return int(head.split(" ")[1]), body
