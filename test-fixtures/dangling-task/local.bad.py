# symptom: lost-task
# prints: started
# prints: reply 42
"""A local variable keeps the task for as long as its function runs, which is not long."""
import asyncio
import gc
import weakref


class Link:
    def __init__(self):
        self.replies = weakref.WeakValueDictionary()

    async def request(self, number):
        reply = asyncio.get_running_loop().create_future()
        self.replies[number] = reply
        print("reply", await reply)


def start(link: Link):
    task = asyncio.get_running_loop().create_task(link.request(1))  # expect: dangling-task
    task.set_name("request 1")
    print("started")


async def main():
    link = Link()
    start(link)
    await asyncio.sleep(0.01)
    gc.collect()
    reply = link.replies.get(1)
    if reply is not None:
        reply.set_result(42)
    await asyncio.sleep(0.01)


asyncio.run(main())
