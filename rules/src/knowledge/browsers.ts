/** playwright, asynchronous and blocking. A page is driven by one task at a time. https://playwright.dev/python/docs/api/class-playwright */
import type { LibraryClass, LibraryFacts, LibraryTable } from './facts.js';
import { advice, asyncContext, blocks, coroutine, each, plain } from './notation.js';

/** `set_default_timeout`: 30 s for everything that waits. */
const limit: LibraryFacts = { limit: { seconds: 30, of: 'call' } };
const step = coroutine('object', { ...limit, waitsFor: 'network' });
const blockingStep = blocks('network', 'object', { ...limit, replacement: advice('playwright.async_api', 'playwright.async_api') });

/** Of both interfaces: what returns at once. Everything else talks to the browser. */
const finding = 'locator get_by_alt_text get_by_label get_by_placeholder get_by_role get_by_test_id get_by_text get_by_title frame_locator';
const settling = 'on once remove_listener';
const expecting = 'expect_console_message expect_event';
const expectingOfPages = 'expect_download expect_file_chooser expect_navigation expect_popup expect_request expect_request_finished expect_response expect_websocket expect_worker';

function classes(module: string, form: 'sync' | 'async'): Record<string, LibraryClass> {
  const isAsync = form === 'async';
  const full = (name: string): string => `${module}.${name}`;
  const does = (returns: string, more: LibraryFacts = {}): LibraryFacts => ({ ...(isAsync ? step : blockingStep), returns, ...more });
  const enters: LibraryClass = isAsync ? { methods: {}, asyncEnter: 'self' } : { methods: {}, enter: 'self' };
  const listening = each(settling, plain('None'));
  const expected = isAsync ? asyncContext() : plain('object');
  const waiting = each(expecting, expected);
  const other = isAsync ? step : blockingStep;
  const finds = { ...each(finding, plain(full('Locator'))), frame_locator: plain('object') };
  return {
    Playwright: { methods: { ...listening, stop: does('None') }, attributes: { chromium: full('BrowserType'), firefox: full('BrowserType'), webkit: full('BrowserType'), devices: 'dict' }, resource: { kind: 'process', close: ['stop'], reusable: true } },
    BrowserType: {
      methods: { ...listening, ...each('launch connect connect_over_cdp', does(full('Browser'), { opens: true })), launch_persistent_context: does(full('BrowserContext'), { opens: true }) },
      attributes: { name: 'str', executable_path: 'str' },
    },
    Browser: {
      ...enters,
      methods: { ...listening, new_page: does(full('Page'), { opens: true }), new_context: does(full('BrowserContext'), { opens: true }), close: does('None'), is_connected: plain('bool') },
      attributes: { contexts: 'list', version: 'str' },
      otherMethods: other,
      concurrentUse: 'safe',
      resource: { kind: 'browser', close: ['close'], reusable: true },
    },
    BrowserContext: {
      ...enters,
      methods: { ...listening, ...waiting, expect_page: expected, new_page: does(full('Page'), { opens: true }), close: does('None'), is_closed: plain('bool'), ...each('set_default_timeout set_default_navigation_timeout', plain('None')) },
      attributes: { pages: 'list' },
      otherMethods: other,
      concurrentUse: 'safe',
      resource: { kind: 'browser', close: ['close'] },
    },
    Page: {
      ...enters,
      methods: {
        ...listening, ...waiting, ...each(expectingOfPages, expected), ...finds, get_by_ref: plain(full('Locator')),
        ...each('goto reload go_back go_forward', does(full('Response'))),
        ...each('content title text_content inner_text inner_html input_value get_attribute', does('str')),
        ...each('screenshot pdf', does('bytes')),
        ...each('wait_for_selector query_selector', does(full('ElementHandle'))),
        close: does('None'),
        frame: plain(full('Frame')),
        is_closed: plain('bool'),
        ...each('set_default_timeout set_default_navigation_timeout', plain('None')),
      },
      attributes: { url: 'str', main_frame: full('Frame'), context: full('BrowserContext') },
      otherMethods: other,
      concurrentUse: 'exclusive',
      resource: { kind: 'browser', close: ['close'] },
    },
    Frame: {
      methods: { ...listening, ...finds, expect_navigation: expected, is_detached: plain('bool'), goto: does(full('Response')) },
      attributes: { url: 'str', name: 'str', page: full('Page') },
      otherMethods: other,
      concurrentUse: 'exclusive',
    },
    Locator: {
      methods: {
        ...listening, ...finds, ...each('and_ or_ describe filter nth within', plain('self')),
        ...each('text_content inner_text inner_html input_value get_attribute', does('str')),
        ...each('all all_text_contents all_inner_texts', does('list')),
        count: does('int'),
      },
      attributes: { first: full('Locator'), last: full('Locator'), page: full('Page') },
      otherMethods: other,
      concurrentUse: 'exclusive',
    },
    ElementHandle: { methods: { ...listening, as_element: plain('object') }, otherMethods: other, concurrentUse: 'exclusive' },
    Response: { methods: { ...listening, ...each('text', does('str')), body: does('bytes'), json: does('object') }, attributes: { status: 'int', ok: 'bool', url: 'str' }, otherMethods: other },
  };
}

export const playwright: readonly LibraryTable[] = [
  {
    module: 'playwright.async_api',
    language: 'python',
    functions: { async_playwright: asyncContext('playwright.async_api.PlaywrightContextManager') },
    classes: {
      ...classes('playwright.async_api', 'async'),
      PlaywrightContextManager: { methods: { start: coroutine('playwright.async_api.Playwright', { opens: true, waitsFor: 'process' }) }, asyncEnter: 'playwright.async_api.Playwright' },
    },
  },
  {
    module: 'playwright.sync_api',
    language: 'python',
    functions: { sync_playwright: plain('playwright.sync_api.PlaywrightContextManager') },
    classes: {
      ...classes('playwright.sync_api', 'sync'),
      PlaywrightContextManager: { methods: { start: blocks('process', 'playwright.sync_api.Playwright', { opens: true }) }, enter: 'playwright.sync_api.Playwright', enterBlocks: 'process' },
    },
  },
];
