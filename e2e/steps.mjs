// Steps of a story: each prints a line, the first failure ends the story (later steps build on earlier ones).
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

export const here = import.meta.dirname;
export const repository = path.dirname(here);
export const scene = JSON.parse(fs.readFileSync(path.join(here, 'scene/scene.json'), 'utf8'));
export const sceneFile = (name) => fs.readFileSync(path.join(here, 'scene', name), 'utf8');

/** Asks `probe` until it answers with something truthy; an exception counts as "not yet" and is told at the end. */
export async function eventually(probe, what, ms = 20_000) {
  const deadline = Date.now() + ms;
  for (;;) {
    let seen;
    try {
      seen = await probe();
      if (seen) return seen;
    } catch (error) {
      seen = error;
    }
    if (Date.now() > deadline) throw new Error(`waited ${ms} ms for ${what}; last seen: ${seen}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** --dir (what setup.sh filled), --out (screenshots, logs), --vsix. */
export function options(story) {
  const { values } = parseArgs({
    options: { dir: { type: 'string', default: path.join(here, '.installed') }, out: { type: 'string' }, vsix: { type: 'string' } },
  });
  const dir = path.resolve(values.dir);
  return { dir, out: path.resolve(values.out ?? path.join(dir, 'out', story)), vsix: path.resolve(values.vsix ?? newestPackage()) };
}

function newestPackage() {
  const found = [path.join(repository, 'dist'), repository]
    .filter((folder) => fs.existsSync(folder))
    .flatMap((folder) => fs.readdirSync(folder).map((name) => path.join(folder, name)))
    .filter((file) => /^async-pitfalls.*\.vsix$/.test(path.basename(file)))
    .sort((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs);
  if (!found.length) throw new Error('no .vsix found: run `npm run package`, or give --vsix FILE');
  return found[0];
}

class StoryEnded extends Error {}

/** Runs `body(step)`, then always `cleanUp`; prints "N passed, N failed" and exits accordingly. */
export async function story(body, { onFailure, cleanUp }) {
  const began = Date.now();
  const tally = { passed: 0, failed: 0 };
  const say = (verdict, text) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)}s ${verdict.padEnd(4)} ${text}`);
  const fail = async (title, error) => {
    tally.failed++;
    say('FAIL', `${title}\n${error?.stack ?? error}`);
    await onFailure?.().catch(() => {});
  };
  const step = async (title, action) => {
    try {
      const result = await action();
      tally.passed++;
      say('ok', title);
      return result;
    } catch (error) {
      await fail(title, error);
      throw new StoryEnded();
    }
  };
  // a watchdog's SIGTERM or Ctrl+C must not leave a browser and a server behind
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      say('FAIL', `stopped by ${signal}`);
      await onFailure?.().catch(() => {});
      await cleanUp();
      process.exit(1);
    });
  }
  try {
    await body(step, { tally, say });
  } catch (error) {
    if (!(error instanceof StoryEnded)) await fail('the story itself', error);
  } finally {
    await cleanUp();
  }
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  process.exit(tally.failed || !tally.passed ? 1 : 0);
}
