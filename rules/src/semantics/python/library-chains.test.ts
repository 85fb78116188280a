import { test } from 'node:test';
import { reveal } from './reveal.js';

test('what libraries return leads on: connections, clients with resources, queries', () => {
  reveal(`
    import aio_pika, asyncio, asyncpg, anthropic, openai
    from playwright.async_api import async_playwright
    async def main():
        (await asyncpg.connect()).fetch("q")  # target: asyncpg.Connection.fetch; awaitable: yes coroutine by asyncpg.Connection.fetch
        reader, writer = await asyncio.open_connection("host", 1)
        writer  # reveal: asyncio.StreamWriter
        reader.read()  # target: asyncio.StreamReader.read
        client = openai.AsyncOpenAI()
        client.chat.completions.create()  # target: openai.resources.chat.AsyncCompletions.create; awaitable: yes coroutine by openai.resources.chat.AsyncCompletions.create
        openai.AzureOpenAI().chat.completions.create()  # target: openai.resources.chat.Completions.create; awaitable: no
        anthropic.AsyncAnthropic().messages.create()  # awaitable: yes coroutine by anthropic.resources.AsyncMessages.create
        channel = await (await aio_pika.connect_robust()).channel()
        queue = await channel.declare_queue("q")
        queue  # reveal: aio_pika.abc.AbstractQueue
        async with queue.iterator() as messages:
            async for message in messages:
                message.ack()  # awaitable: yes coroutine by aio_pika.abc.AbstractIncomingMessage.ack
        async with async_playwright() as play:
            page = await (await play.chromium.launch()).new_page()
            page.hover("a")  # target: playwright.async_api.Page.hover; awaitable: yes coroutine by playwright.async_api.Page.hover
            page.get_by_text("a").click()  # awaitable: yes coroutine by playwright.async_api.Locator.click
            page.locator("a")  # awaitable: no
  `);
});

test('methods that are made at run time; names with an underscore and attributes are none of them', () => {
  reveal(`
    import boto3
    from aiobotocore.session import get_session
    async def main():
        s3 = boto3.client("s3")
        s3.put_object()  # target: botocore.client.BaseClient.put_object; awaitable: no
        s3.get_paginator("list_objects_v2").paginate()  # reveal: botocore.paginate.PageIterator
        s3.generate_presigned_url("get_object")  # awaitable: no
        s3._endpoint()  # awaitable: unknown
        s3.exceptions.NoSuchKey()  # awaitable: unknown
        async with get_session().create_client("s3") as asynchronous:
            asynchronous.put_object()  # awaitable: yes coroutine by aiobotocore.client.AioBaseClient.put_object
            asynchronous.can_paginate("x")  # awaitable: no
  `);
});

test('the models of an ORM inherit its methods', () => {
  reveal(`
    from django.db import models
    from tortoise.models import Model
    class User(models.Model):
        pass
    class Event(Model):
        pass
    async def main(user: User):
        User.objects.filter(a=1).first()  # target: django.db.models.QuerySet.first; awaitable: no
        User.objects.afirst()  # awaitable: yes coroutine by django.db.models.Manager.afirst
        user.asave()  # awaitable: yes coroutine by django.db.models.Model.asave
        User.objects.filter(a=1).exclude(b=2)  # reveal: django.db.models.QuerySet
        Event.filter(a=1).order_by("x")  # reveal: tortoise.queryset.QuerySet
        Event.get(id=1)  # awaitable: yes other by tortoise.models.Model.get
  `);
});

test('progress bars around asyncio: gather is a coroutine, as_completed hands out awaitables, either loop works', () => {
  reveal(`
    import asyncio
    from tqdm.asyncio import tqdm, tqdm_asyncio, trange
    async def fetch() -> int: ...
    async def main():
        tqdm.gather(fetch(), fetch())  # target: tqdm.asyncio.tqdm_asyncio.gather; awaitable: yes coroutine by tqdm.asyncio.tqdm_asyncio.gather
        await tqdm_asyncio.gather(fetch())  # reveal: tuple[int]
        trange(3)  # reveal: tqdm.asyncio.tqdm_asyncio
        tqdm([1, 2])  # awaitable: no
  `);
});

test('pipelines collect commands; cursors that are iterated or awaited', () => reveal(`
  import asyncpg
  import redis.asyncio as redis
  async def store(client: redis.Redis, connection: asyncpg.Connection):
      async with client.pipeline(transaction=True) as pipe:
          pipe.lrem("a", 0, "b").zrem("c", "d").execute()  # awaitable: yes coroutine by redis.asyncio.client.Pipeline.execute
          pipe = pipe.set("a", 1)  # reveal: redis.asyncio.client.Pipeline
          value = await pipe.get("a")
          value  # reveal: unknown
      client.lrem("a", 0, "b")  # awaitable: yes other by redis.asyncio.Redis.lrem
      connection.cursor("select 1")  # awaitable: yes other by asyncpg.Connection.cursor
      cursor = await connection.cursor("select 1")
      cursor.fetchrow()  # awaitable: yes coroutine by asyncpg.cursor.Cursor.fetchrow
      async for row in connection.cursor("select 1"):
          row  # reveal: asyncpg.Record
`));
