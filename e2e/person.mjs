// What a person does with hands and eyes at the workbench. Eyes: what is painted on the page, not what a model says.
import { eventually } from './steps.mjs';

const ASIDE = { x: 900, y: 600 }; // a place inside the editor with no text: nothing hovers there

export function person(page) {
  const editor = page.locator('.editor-instance');
  const problems = page.locator('.markers-panel');

  /** The editor's lines, top to bottom. */
  const text = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.editor-instance .view-line')]
        .sort((a, b) => parseInt(a.style.top) - parseInt(b.style.top))
        .map((line) => line.textContent.replaceAll('\u00a0', ' '))
        .join('\n'));

  /** Where the browser painted `word` in the line that holds `line`; a word may be cut into several coloured spans. */
  const boxOf = ({ line, word }) =>
    page.evaluate(({ line, word }) => {
      const plain = (s) => s.replaceAll('\u00a0', ' ');
      const element = [...document.querySelectorAll('.editor-instance .view-line')].find((l) => plain(l.textContent).includes(line));
      if (!element) return null;
      const start = plain(element.textContent).lastIndexOf(word);
      if (start < 0) return null;
      const range = document.createRange();
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      let offset = 0;
      for (let node; (node = walker.nextNode()); offset += node.length) {
        const inside = (at) => at >= offset && at <= offset + node.length;
        if (inside(start) && start < offset + node.length) range.setStart(node, start - offset);
        if (inside(start + word.length)) { range.setEnd(node, start + word.length - offset); break; }
      }
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x, y, width, height };
    }, { line, word });

  const squiggles = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.editor-instance [class*="squiggly-"]')]
        .filter((s) => /squiggly-(error|warning|info)/.test(s.className))
        .map((s) => { const { x, y, width, height } = s.getBoundingClientRect(); return { x, y, width, height }; }));

  const near = (a, b) => Math.abs(a - b) <= 2; // pixels: boxes are rounded when painted

  /** True when one squiggle lies exactly under the word: same left edge, same width, same line. */
  const isMarked = async (place) => {
    const target = await boxOf(place);
    return Boolean(target) && (await squiggles()).some((s) =>
      near(s.x, target.x) && near(s.width, target.width) && Math.abs(s.y - target.y) < target.height / 2);
  };

  const middleOf = async (place) => {
    const box = await eventually(() => boxOf(place), `"${place.word}" on the screen`);
    return [box.x + box.width / 2, box.y + box.height / 2];
  };

  return {
    text,
    squiggles,
    isMarked,
    seesMark: async (place) =>
      eventually(() => isMarked(place), `a squiggle exactly under "${place.word}"`, 60_000).catch(async (error) => {
        throw new Error(`${error.message}; word at ${JSON.stringify(await boxOf(place))}, squiggles at ${JSON.stringify(await squiggles())}`);
      }),

    async openFile(name, expected) {
      await page.keyboard.press('Control+KeyP');
      await page.locator('.quick-input-widget input').first().fill(name);
      await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor({ timeout: 30_000 });
      await page.keyboard.press('Enter');
      await page.locator('.tab.active', { hasText: name }).waitFor({ timeout: 20_000 });
      if (expected) await editor.locator('.view-line', { hasText: expected }).first().waitFor({ timeout: 20_000 });
    },

    async showProblems() {
      if (!(await problems.isVisible())) await page.keyboard.press('Control+Shift+KeyM');
      await problems.waitFor();
    },

    /** The texts of the findings in the Problems panel: not the rows of files, nor those of related places. */
    async problemRows(source) {
      const rows = await problems.locator('.monaco-list-row').allInnerTexts();
      return rows.map((row) => row.replace(/\s+/g, ' ').trim()).filter((row) => row.includes(source) && /\[Ln \d+, Col \d+\]$/.test(row));
    },

    /** The hover over a word once it says `wanted`. */
    async hover(place, wanted) {
      const bubble = page.locator('.monaco-hover:visible', { hasText: wanted }).first();
      await eventually(async () => {
        await page.mouse.move(ASIDE.x, ASIDE.y);
        await page.mouse.move(...(await middleOf(place)), { steps: 4 });
        return bubble.waitFor({ timeout: 3_000 }).then(() => true, () => false);
      }, `the hover with "${wanted}"`);
      return (await bubble.innerText()).replace(/\s+/g, ' ');
    },

    /** Ctrl+. on a word; returns the titles and leaves the menu open with the fix that starts with `title` focused. */
    async offerFix(place, title) {
      const menu = page.locator('.action-widget');
      const focused = menu.locator('.monaco-list-row.focused');
      const isOurs = async () => ((await focused.first().innerText({ timeout: 1_000 })).trim()).startsWith(title);
      await page.mouse.click(...(await middleOf(place)));
      await page.mouse.move(ASIDE.x, ASIDE.y); // a hover that opens late under the pointer would close the menu
      return eventually(async () => {
        // asked again when it does not come: a squiggle that is redrawn meanwhile closes it
        await page.keyboard.press('Control+Period');
        const titles = await focused.waitFor({ timeout: 4_000 }).then(() => menu.locator('.monaco-list-row.action').allInnerTexts(), () => []);
        for (let moves = 0; moves < titles.length && !(await isOurs()); moves++) await page.keyboard.press('ArrowDown');
        if (titles.length && (await isOurs())) return titles.map((t) => t.trim());
        await page.keyboard.press('Escape');
        throw new Error(`offered: ${titles.join(' | ') || 'nothing'}`);
      }, `a fix that starts with "${title}"`);
    },

    /** The notification that says exactly this, once it is there. */
    async notification(message) {
      const toast = page.locator('.notification-toast', { hasText: message }).first();
      await toast.waitFor({ timeout: 30_000 });
      return {
        buttons: async () => (await toast.locator('.monaco-button').allInnerTexts()).map((text) => text.trim()).filter(Boolean),
        press: (title) => toast.locator('.monaco-button', { hasText: title }).first().click(),
      };
    },

    /** The rows of the list of references in the editor, files not counted. */
    async references() {
      const list = page.locator('.reference-zone-widget .ref-tree');
      await list.waitFor({ timeout: 20_000 });
      return (await list.locator('.monaco-list-row .referenceMatch').allInnerTexts()).map((text) => text.replaceAll('\u00a0', ' ').trim());
    },

    /** Types a prefix in the open editor until the suggestion is focused. */
    async offerSnippet(prefix) {
      const widget = page.locator('.suggest-widget.visible');
      const ours = widget.locator('.monaco-list-row', { hasText: prefix }).filter({ has: page.locator('.codicon-symbol-snippet') });
      await page.keyboard.type(prefix, { delay: 20 });
      await eventually(async () => {
        if (!(await widget.isVisible())) await page.keyboard.press('Control+Space');
        return ours.first().waitFor({ timeout: 3_000 }).then(() => true, () => page.keyboard.press('Escape').then(() => false));
      }, `the snippet "${prefix}"`);
      const focused = widget.locator('.monaco-list-row.focused').filter({ has: page.locator('.codicon-symbol-snippet') });
      const rows = await widget.locator('.monaco-list-row').count();
      for (let moves = 0; moves <= rows && !(await focused.filter({ hasText: prefix }).count()); moves++) await page.keyboard.press('ArrowDown');
      return (await focused.innerText()).replace(/\s+/g, ' ').trim();
    },
  };
}
