// Runs exthost/suite.cjs inside the workbench's extension host, with the whole vscode API, against the installed package.
// It does what @vscode/test-electron does, without a download of VS Code.
//   node e2e/exthost.mjs [--dir DIR] [--vsix FILE] [--out DIR]
import path from 'node:path';
import { eventually, here, options, scene, sceneFile, story } from './steps.mjs';
import { createWorkbench } from './workbench.mjs';

const { dir, out, vsix } = options('exthost');
const files = Object.fromEntries(['trap.py', 'chain.py', 'cells.ipynb', 'loader.py', 'callers.py'].map((name) => [name, sceneFile(name)]));

/** Two environments with a package of the same name: in one its function is a coroutine. */
const environment = (name, definition) => ({
  [`${name}/pyvenv.cfg`]: 'version = 3.11.2\n',
  [`${name}/bin/python`]: '',
  [`${name}/lib/python3.11/site-packages/feed/__init__.py`]: `${definition} latest():\n    return 1\n`,
});
const environments = { ...environment('with-coroutine', 'async def'), ...environment('without', 'def'), 'reader.py': sceneFile('reader.py') };
const workbench = createWorkbench({ dir, out, files: { ...files, ...environments } });

await story(async (step, { tally, say }) => {
  const installed = await step(`${path.basename(vsix)} installs`, () => workbench.install(vsix, scene.extension));
  await step('the workbench starts', () => workbench.start());
  const { page } = workbench;

  let exitCode;
  await page.exposeFunction('codeAutomationExit', (code) => { exitCode = code; });
  await page.exposeFunction('codeAutomationLog', () => {});
  page.on('console', (message) => {
    const told = message.text().match(/\[e2e\] (ok|FAIL|note) (.*)/s); // each test reports itself as it ends
    if (!told) return;
    const [, verdict, text] = told;
    if (verdict === 'ok') tally.passed++;
    if (verdict === 'FAIL') tally.failed++;
    say(verdict === 'note' ? '' : verdict, text);
  });
  await page.addInitScript(actAsTestDriver);
  await step('the suite runs to its end', async () => {
    // the unpacked package is loaded as the extension under development: what is tested is what ships
    await workbench.open([
      ['extensionDevelopmentPath', workbench.remote(installed)],
      ['extensionDevelopmentPath', workbench.remote(path.join(here, 'python-extension'))],
      ['extensionTestsPath', workbench.remote(path.join(here, 'exthost/suite.cjs'))],
    ]);
    await eventually(() => exitCode !== undefined, 'the suite to end', 180_000);
    if (exitCode !== 0) throw new Error(`the suite ended with ${exitCode}`);
  });
}, {
  onFailure: async () => {
    workbench.keepLogs();
    await workbench.screenshot('failure');
  },
  cleanUp: () => workbench.close(),
});

/** In the page, before VS Code: it takes a test suite from the address only where its smoke-test driver is enabled. */
function actAsTestDriver() {
  new MutationObserver((_, observer) => {
    const meta = document.getElementById('vscode-workbench-web-configuration');
    if (!meta) return;
    observer.disconnect();
    const settings = JSON.parse(meta.getAttribute('data-settings'));
    settings.developmentOptions = { ...settings.developmentOptions, enableSmokeTestDriver: true };
    meta.setAttribute('data-settings', JSON.stringify(settings));
  }).observe(document, { childList: true, subtree: true });
}
