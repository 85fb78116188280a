import { test } from 'node:test';
import { reveal } from './reveal.js';

test('what a subclass hands to the constructor above counts beside what is declared there', () => {
  reveal(`
    import time
    from typing import Awaitable, Callable
    class Base:
        def __init__(self, sleep: Callable[[float], None] = time.sleep, count: int = 0):
            self.sleep = sleep
            self.count = count
        def plain(self):
            self.sleep(1)  # reveal: None
    class Middle(Base):
        pass
    class Async(Middle):
        def __init__(self, sleep: Callable[[float], Awaitable[None]]):
            super().__init__(sleep=sleep)
        def own(self):
            self.sleep(1)  # reveal: Awaitable[None] | None
            self.count  # reveal: int
    class Other(Base):
        def __init__(self):
            super().__init__(count=2)
        def own(self):
            self.sleep(1)  # reveal: None
  `);
});
