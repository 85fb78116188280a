async def text_of(path):
    with open(path) as file:  # expect: blocking-call
        return file.read()
