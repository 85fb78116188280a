# symptom: slow-callback
# prints: config loaded
"""Four calls down somebody waits for a child process."""
import asyncio
import subprocess
import sys


class Config:
    def __init__(self):
        self.text = self._read()

    def _read(self):
        return ask("config")


def ask(name):
    return answer_of([sys.executable, "-c", f"import time; time.sleep(0.3); print('{name} loaded')"])


def answer_of(command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


async def main():
    config = Config()  # expect: blocking-call
    print(config.text)


asyncio.run(main())
