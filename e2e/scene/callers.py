from loader import load


async def swift():
    return "😀" + load("a") + load("b")


def plain():
    print(load("c"))
