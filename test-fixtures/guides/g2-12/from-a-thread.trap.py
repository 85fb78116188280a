import asyncio
import threading

async def main():
    loop = asyncio.get_running_loop()

    def work():
        loop.call_soon(print, "finished")  # expect: cross-thread-loop-call

    threading.Thread(target=work).start()
    await asyncio.sleep(1)

asyncio.run(main())
