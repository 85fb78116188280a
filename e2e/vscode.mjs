// A person at VS Code: installs the package, opens a folder, meets a trap behind an emoji, takes the fix, saves.
//   node e2e/vscode.mjs [--dir DIR] [--vsix FILE] [--out DIR]
// What the extension is expected to say stands in scene/scene.json, what it says it about in scene/trap.py.
import fs from 'node:fs';
import path from 'node:path';
import assert from 'node:assert/strict';
import { person } from './person.mjs';
import { descendants } from './processes.mjs';
import { eventually, options, scene, sceneFile, story } from './steps.mjs';
import { createWorkbench } from './workbench.mjs';

const { dir, out, vsix } = options('vscode');
const before = sceneFile('trap.py');
const after = sceneFile('fixed.py');
const lines = before.split('\n');
// where each finding has to be drawn: the line as it is painted, and the text in it
const places = scene.findings.map(({ rule, line, text }) => ({ rule, line: lines[line].trim(), word: text, row: line + 1 }));
const trap = places.find(({ rule }) => rule === scene.fix.rule);
const others = places.filter((place) => place !== trap);

const workbench = createWorkbench({ dir, out, files: { 'trap.py': before, 'empty.py': '', 'loader.py': sceneFile('loader.py'), 'callers.py': sceneFile('callers.py') } });

await story(async (step, { say }) => {
  const installed = await step(`${path.basename(vsix)} installs`, () => workbench.install(vsix, scene.extension));
  await step('the workbench starts', async () => {
    await workbench.start();
    await workbench.open();
  });
  const { page } = workbench;
  const user = person(page);

  await step('the file opens', () => user.openFile('trap.py', trap.line));
  for (const place of places) await step(`${place.rule} is drawn exactly under ${place.word}`, () => user.seesMark(place));
  await step('nothing else is marked', async () => assert.equal((await user.squiggles()).length, places.length));

  const messages = await step('the Problems panel names source, rule and place', async () => {
    await user.showProblems();
    return eventually(async () => {
      const rows = await user.problemRows(scene.source);
      const told = places.map(({ rule, row }) => rows.find((text) => text.includes(rule) && text.includes(`[Ln ${row}, `)));
      if (rows.length !== places.length || told.includes(undefined)) throw new Error(`rows: ${rows.join(' / ')}`);
      return told.map((text) => text.slice(0, text.lastIndexOf(scene.source)).trim());
    }, 'the rows');
  });
  await step('the hover shows the message', () => user.hover(trap, messages[places.indexOf(trap)]));
  await workbench.screenshot('1-finding');

  await step('one language server runs below the extension host', () => {
    const servers = descendants().filter(({ command }) => command.includes(path.join(installed, scene.server)));
    assert.equal(servers.length, 1, servers.map(({ command }) => command).join('\n'));
  });

  await step(`Ctrl+. offers a fix that starts with "${scene.fix.title}"`, async () => {
    const titles = await user.offerFix(trap, scene.fix.title);
    await workbench.screenshot('2-fixes');
    say('', `offered: ${titles.join(' | ')}`);
    await page.keyboard.press('Enter');
  });
  await step('the fix changes that line and nothing else', () =>
    eventually(async () => (await user.text()).trimEnd() === after.trimEnd(), 'the fixed text'));
  await step('its squiggle and its problem go, the others stay', () => eventually(async () => {
    const rows = await user.problemRows(scene.source);
    const drawn = await user.squiggles();
    const kept = await Promise.all(others.map(user.isMarked));
    return drawn.length === others.length && rows.length === others.length && kept.every(Boolean) && !rows.some((row) => row.includes(trap.rule));
  }, 'the fixed finding to go'));
  await step('Ctrl+S writes it to disk, emoji and all', async () => {
    await page.keyboard.press('Control+KeyS');
    await eventually(() => fs.readFileSync(workbench.file('trap.py'), 'utf8') === after, 'the file on disk');
  });
  await workbench.screenshot('3-fixed');

  await step('undo brings the finding back', async () => {
    await page.keyboard.press('Control+KeyZ');
    await user.seesMark(trap);
  });

  await step('a snippet prefix offers our snippet, and taking it inserts the body', async () => {
    const { prefix, opening } = snippetFrom(installed);
    await user.openFile('empty.py');
    await page.locator('.editor-instance .monaco-editor.focused').waitFor();
    const row = await user.offerSnippet(prefix);
    await workbench.screenshot('4-snippet');
    say('', `offered: ${row}`);
    await page.keyboard.press('Enter');
    await eventually(async () => (await user.text()).includes(opening), `"${opening}" in the editor`);
  });

  const { elsewhere } = scene;
  await step('a fix that makes a function async tells who calls it in files that are not open', async () => {
    const place = { line: elsewhere.line, word: elsewhere.text };
    await user.openFile('loader.py', place.line);
    await user.seesMark(place);
    await user.offerFix(place, elsewhere.title);
    await page.keyboard.press('Enter');
    const told = await user.notification(elsewhere.message);
    await workbench.screenshot('5-callers');
    assert.deepEqual(await told.buttons(), [elsewhere.show, elsewhere.repair]);
    await told.press(elsewhere.show);
  });
  await step('"Show" lists the places beside the function', async () => {
    await eventually(async () => (await user.references()).length === elsewhere.places, 'the references');
    await workbench.screenshot('6-references');
  });
  await step(`"${elsewhere.repair}" awaits the calls in async functions, and the rest is told again`, async () => {
    await (await user.notification(elsewhere.message)).press(elsewhere.repair);
    const left = await user.notification(elsewhere.left);
    assert.deepEqual(await left.buttons(), [elsewhere.show]);
    await page.keyboard.press('Escape');
    await user.openFile('callers.py', elsewhere.repaired);
    await workbench.screenshot('7-repaired');
  });
  await workbench.screenshot('8-end');
}, {
  onFailure: async () => {
    workbench.keepLogs();
    await workbench.screenshot('failure');
  },
  cleanUp: () => workbench.close(),
});

/** The first Python snippet of the installed package that inserts what the scene names. */
function snippetFrom(folder) {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const contributed = manifest.contributes.snippets.filter(({ language }) => language === 'python');
  const all = contributed.flatMap(({ path: file }) => Object.values(JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'))));
  for (const { prefix, body } of all) {
    const text = [body].flat().join('\n');
    // what surely appears, whatever is typed at the tab stops: the text in front of the first one, on its first line
    const opening = text.split('$')[0].split('\n')[0].trim();
    if (opening && text.includes(scene.snippet)) return { prefix: [prefix].flat()[0], opening };
  }
  throw new Error(`no Python snippet with "${scene.snippet}"`);
}
