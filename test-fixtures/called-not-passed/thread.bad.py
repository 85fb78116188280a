# symptom: wrong-output
# prints: the loop is free
# prints: worked
"""The thread has nothing to do: its work was done on the loop, before the thread was made."""
import asyncio
import threading

started = threading.Event()


def work(label):
    while not started.is_set():
        if threading.current_thread() is threading.main_thread():
            break
    print(label)


async def main():
    thread = threading.Thread(target=work("worked"))  # expect: called-not-passed
    thread.start()
    print("the loop is free")
    started.set()
    while thread.is_alive():
        await asyncio.sleep(0.01)


asyncio.run(main())
