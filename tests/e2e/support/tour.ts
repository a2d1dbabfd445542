import type { Page } from '@playwright/test';
import type { Language } from '#contracts/language.ts';
import { expect } from './console.ts';
import { openPlace } from './places.ts';
import { say } from './words.ts';

export type Stop = {
  readonly name: string;
  readonly go: (window: Page, language: Language) => Promise<void>;
  /** Closes what lies over the page. */
  readonly leave?: (window: Page) => Promise<void>;
};

const rows = (window: Page) => window.getByRole('grid').getByRole('row');
// Records in other tabs stay mounted, out of sight.
const record = (window: Page) => window.locator('.record-page').filter({ visible: true });

/** Opens the first row of the list in front in which `text` stands. */
async function openRow(window: Page, text: string | RegExp): Promise<void> {
  await rows(window).filter({ hasText: text }).first().click();
  await expect(record(window)).toBeVisible();
}

type Key = Parameters<typeof say>[1];

/** The list of a page, in one of its views, with rows in it. */
const list =
  (key: Key, row: RegExp, view?: Key): Stop['go'] =>
  async (window, language) => {
    await openPlace(window, say(language, key), language);
    if (view !== undefined) {
      const name = say(language, view);
      await window.getByRole('main').getByRole('button', { name, exact: true }).click();
    }
    await expect(rows(window).filter({ hasText: row }).first()).toBeVisible();
  };

/** A form that a command opens. */
const form =
  (key: Key): Stop['go'] =>
  async (window, language) => {
    await openPlace(window, say(language, key), language);
    await expect(window.getByRole('textbox').first()).toBeVisible();
  };

const page =
  (key: Key): Stop['go'] =>
  async (window, language) => {
    await openPlace(window, say(language, key), language);
    await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
  };

const close =
  (role: 'menu' | 'dialog'): NonNullable<Stop['leave']> =>
  async (window) => {
    await window.keyboard.press('Escape');
    await expect(window.getByRole(role)).toHaveCount(0);
  };

const menu = (name: string, button: (language: Language) => string | RegExp): Stop => ({
  name: `${name}-menu`,
  go: async (window, language) => {
    await window.getByRole('button', { name: button(language) }).click();
    await expect(window.getByRole('menu')).toBeVisible();
  },
  leave: close('menu'),
});

/** What is prepared has a form for each kind. */
const PREPARED_FORMS = (['text', 'template', 'macro'] as const).map(
  (kind): Stop => ({
    name: `prepared-${kind}`,
    go: async (window, language) => {
      await window.getByRole('tab', { name: say(language, `prepared:kinds.${kind}`) }).click();
      await window.getByRole('button', { name: say(language, `prepared:new.${kind}`) }).click();
      await expect(window.getByRole('textbox', { name: say(language, 'prepared:form.name') })).toBeVisible();
    },
    // Letters are keys again.
    leave: (window) => window.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()),
  }),
);

/** Every page of the console, by its keys and its words alone, so that it can be walked in any language. */
export const tourOf = (caller: string): readonly Stop[] => [
  { name: 'queue', go: list('common:pages.queue', /INC-/) },
  menu('views', (language) => new RegExp(`^${say(language, 'queue:views.label')}: `)),
  menu('create', (language) => say(language, 'common:shell.newOther')),
  menu('sync', (language) => new RegExp(`^${say(language, 'common:pages.sync')}: `)),
  menu('user', (language) => new RegExp(say(language, 'common:shell.userMenu', { name: '.*' }))),
  { name: 'incident', go: (window) => openRow(window, /INC-/) },
  {
    name: 'incident-step',
    go: async (window) => {
      await window.keyboard.press('r');
      await expect(record(window).locator('form').first()).toBeVisible();
    },
  },
  {
    name: 'print',
    go: async (window) => {
      await window.keyboard.press('Escape');
      await window.keyboard.press('Control+P');
      await expect(window.getByRole('dialog')).toBeVisible();
    },
    leave: close('dialog'),
  },
  { name: 'incident-new', go: form('common:commands.newIncident') },
  {
    name: 'incident-new-caller',
    go: async (window) => {
      await window.getByRole('combobox').first().fill(caller);
      await window.getByRole('option').filter({ hasText: caller }).first().click();
      await expect(window.getByRole('region', { name: caller })).toBeVisible();
    },
  },
  { name: 'my-day', go: page('common:pages.day') },
  { name: 'config-items', go: list('common:pages.configItems', /./) },
  {
    name: 'config-item',
    go: async (window) => {
      await rows(window).nth(1).click();
      await window.keyboard.press('Enter');
      await expect(record(window)).toBeVisible();
    },
  },
  { name: 'orders', go: list('common:pages.orders', /MOV-/, 'orders:list.all') },
  { name: 'order', go: (window) => openRow(window, /MOV-|SWP-|ADD-|DSP-/) },
  {
    name: 'order-new',
    go: async (window, language) => {
      await openPlace(window, say(language, 'common:commands.newOrder'), language);
      const move = say(language, 'orders:typeHints.move');
      await window.getByRole('button').filter({ hasText: move }).click();
      await expect(window.getByRole('textbox').first()).toBeVisible();
    },
  },
  { name: 'problems', go: list('problems:pages.list', /PRB-/, 'problems:views.all') },
  { name: 'problem', go: (window) => openRow(window, /PRB-/) },
  { name: 'problem-new', go: form('problems:pages.new') },
  { name: 'trends', go: page('problems:pages.trends') },
  { name: 'releases', go: page('releases:pages.list') },
  { name: 'release-new', go: form('releases:pages.new') },
  { name: 'today', go: page('changes:pages.today') },
  { name: 'approvals', go: page('approvals:page') },
  { name: 'calendar', go: page('changes:pages.calendar') },
  { name: 'windows', go: page('changes:pages.windows') },
  { name: 'announcements', go: page('announcements:pages.list') },
  {
    name: 'announcement',
    go: async (window, language) => {
      const planned = say(language, 'announcements:lists.planned');
      await window.getByRole('button', { name: planned, exact: true }).click();
      const rows = window.getByRole('list', { name: say(language, 'announcements:pages.list') });
      await rows.getByRole('button').first().click();
      const updates = say(language, 'announcements:updates.title');
      await expect(window.getByRole('region', { name: updates })).toBeVisible();
    },
  },
  { name: 'announcement-new', go: form('announcements:pages.new') },
  { name: 'knowledge', go: list('common:pages.knowledge-base', /KB-/) },
  { name: 'article', go: (window) => openRow(window, /KB-/) },
  {
    name: 'known-error',
    go: async (window, language) => {
      await openPlace(window, 'KE-SMP-0002', language);
      await expect(record(window)).toContainText('KE-SMP-0002');
    },
  },
  { name: 'article-new', go: form('common:commands.newArticle') },
  { name: 'known-error-new', go: form('common:commands.newKnownError') },
  {
    name: 'person',
    go: async (window, language) => {
      await openPlace(window, caller, language);
      await expect(record(window)).toBeVisible();
    },
  },
  { name: 'majors', go: page('common:pages.majors') },
  { name: 'reports', go: page('common:pages.reports') },
  { name: 'holds', go: page('common:pages.holds') },
  { name: 'sync', go: page('common:pages.sync') },
  { name: 'conflicts', go: page('common:pages.conflicts') },
  { name: 'imports', go: page('common:pages.imports') },
  { name: 'undecided', go: page('common:pages.undecided') },
  { name: 'settings', go: page('common:pages.settings') },
  { name: 'prepared', go: page('common:pages.prepared') },
  ...PREPARED_FORMS,
  { name: 'diagnosis-scripts', go: page('diagnosis:pages.list') },
  {
    name: 'diagnosis-script-tried',
    go: async (window, language) => {
      const tried = say(language, 'diagnosis:scripts.tryNamed', { name: 'No connection' });
      await window.getByRole('button', { name: tried }).click();
      await expect(window.getByRole('group', { name: 'No connection' })).toBeVisible();
    },
  },
  {
    name: 'diagnosis-script',
    go: async (window, language) => {
      const name = say(language, 'diagnosis:scripts.edit', { name: 'No connection' });
      const edit = window.getByRole('button', { name });
      // Only administrators have it.
      if ((await edit.count()) === 0) return;
      await edit.click();
      await expect(window.getByRole('form', { name: 'No connection' })).toBeVisible();
    },
    // Letters are keys again.
    leave: (window) => window.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()),
  },
  {
    name: 'search',
    go: async (window, language) => {
      await window.keyboard.press('Control+K');
      await window.getByRole('combobox', { name: say(language, 'search:title') }).fill('printer');
      await expect(window.getByRole('option').first()).toBeVisible();
    },
    leave: close('dialog'),
  },
  {
    name: 'shortcuts',
    go: async (window, language) => {
      await window.keyboard.press('?');
      await expect(
        window.getByRole('dialog', { name: say(language, 'common:commands.shortcuts') }),
      ).toBeVisible();
    },
    leave: close('dialog'),
  },
];
