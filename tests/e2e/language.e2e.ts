import type { ElectronApplication, Page } from '@playwright/test';
import type { Language } from '#contracts/language.ts';
import type { Role } from '#domain/records/common.ts';
import { accountWith, type Company, companyForAll, signIn } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { say } from './support/words.ts';

let company: Company;
companyForAll((opened) => {
  company = opened;
});

/** A machine that is set to German, as it tells programs on Linux. */
const germanMachine = () => ({ ...company.env, LANG: 'de_DE.UTF-8', LANGUAGE: 'de' });

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE', sv: 'sv-SE' };

/** `21 Nov, 14:05` as the language writes it, whatever the day. */
const instantIn = (language: Language): RegExp => {
  const short = new Intl.DateTimeFormat(LOCALES[language], {
    day: '2-digit',
    month: 'short',
    timeZone: 'UTC',
  });
  const days = Array.from({ length: 12 }, (_none, month) =>
    short
      .format(Date.UTC(2026, month, 11))
      .replaceAll('.', '\\.')
      .replace('11', '\\d\\d'),
  );
  return new RegExp(`(${days.join('|')})`);
};

const labelsOf = (app: ElectronApplication): Promise<readonly string[]> =>
  app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap(({ label, submenu }) => [
      label,
      ...(submenu?.items ?? []).map((entry) => entry.label),
    ]),
  );

const MENU = [
  'menu:file',
  'menu:undo',
  'menu:queue',
  'menu:configItems',
  'menu:resetZoom',
  'menu:shortcuts',
] as const;

const RAIL = ['desk', 'work', 'knowledge', 'assets', 'insights', 'admin'] as const;
const COLUMNS = ['number', 'priority', 'title', 'state', 'requester'] as const;

/** What stands around every page, and the queue, say it in this language. */
async function expectShellIn(language: Language, app: ElectronApplication, window: Page): Promise<void> {
  await expect(window.locator(`html[lang="${language}"]`)).toBeAttached();
  await expect
    .poll(() => labelsOf(app))
    .toEqual(expect.arrayContaining(MENU.map((key) => say(language, key))));
  const rail = window.getByRole('navigation', {
    name: say(language, 'common:shell.navigation'),
    exact: true,
  });
  for (const group of RAIL)
    await expect(
      rail.getByTitle(new RegExp(`^${say(language, `common:rail.${group}.name`)} \\(`)),
    ).toBeVisible();
  await openPlace(window, say(language, 'common:pages.queue'), language);
  await expect(window.getByRole('heading', { level: 1, name: say(language, 'queue:title') })).toBeVisible();
  const grid = window.getByRole('grid', { name: say(language, 'queue:list') });
  for (const column of COLUMNS)
    await expect(
      grid.getByRole('columnheader', { name: say(language, `queue:columns.${column}`) }),
    ).toBeVisible();
}

async function chooseLanguage(window: Page, from: Language, to: Language): Promise<void> {
  await openPlace(window, say(from, 'settings:title'), from);
  await window.getByRole('combobox', { name: say(from, 'common:language.label') }).click();
  await window.getByRole('option', { name: say(from, `common:languages.${to}`), exact: true }).click();
  await expect(window.getByRole('heading', { level: 1, name: say(to, 'settings:title') })).toBeVisible();
}

const ticketHeader = (window: Page, language: Language) =>
  window.getByRole('region', { name: say(language, 'incidents:page.header'), exact: true });

const NOTE = 'The user says that it beg';
const TITLE = 'Scanner eats the pap';

async function expectDraftsIn(language: Language, window: Page, number: string): Promise<void> {
  const tabs = window.getByRole('tablist', { name: say(language, 'common:shell.openRecords') });
  await tabs.getByRole('tab', { name: new RegExp(number) }).click();
  await expect(window.getByRole('textbox', { name: say(language, 'record:composer.note') })).toHaveValue(
    NOTE,
  );
  await expect(ticketHeader(window, language)).toContainText(instantIn(language));
  await tabs.getByRole('tab', { name: new RegExp(say(language, 'common:pages.incident-new')) }).click();
  await expect(window.getByRole('textbox', { name: say(language, 'incidents:new.titleField') })).toHaveValue(
    TITLE,
  );
}

test("begins in the system's language and changes at run time; nothing half-typed is lost", async ({
  launchConsole,
  takePicture,
}) => {
  const { app, window, pageErrors } = await launchConsole({ env: germanMachine() });
  const { keyboard } = window;
  await expect(window.getByLabel(say('de', 'session:login'))).toBeVisible();
  await signIn(window, 'administrator');
  await expectShellIn('de', app, window);

  const grid = window.getByRole('grid', { name: say('de', 'queue:list') });
  await expect(grid).toContainText('INC-');
  await grid.focus();
  await keyboard.press('Enter');
  const header = ticketHeader(window, 'de');
  const number = /INC-\S+?-\d+/.exec((await header.textContent()) ?? '')?.[0] ?? 'no number';
  await keyboard.press('n');
  await expect(window.getByRole('textbox', { name: say('de', 'record:composer.note') })).toBeFocused();
  await keyboard.type(NOTE);
  await keyboard.press('Control+N');
  await window.getByRole('textbox', { name: say('de', 'incidents:new.titleField') }).fill(TITLE);
  await expectDraftsIn('de', window, number);
  await takePicture(window, 'de');

  await chooseLanguage(window, 'de', 'sv');
  await expectDraftsIn('sv', window, number);
  await takePicture(window, 'sv');
  await expectShellIn('sv', app, window);

  await chooseLanguage(window, 'sv', 'en');
  await expectDraftsIn('en', window, number);
  await expectShellIn('en', app, window);
  expect(pageErrors).toEqual([]);
});

test('each person has a language of their own on a device', async ({ launchConsole }) => {
  const changeUser = async (window: Page, language: Language, from: Role, to: Role): Promise<void> => {
    await window.getByRole('button', { name: new RegExp(accountWith(from).name) }).click();
    await window.getByRole('menuitem', { name: say(language, 'common:commands.signOut') }).click();
    await signIn(window, to);
  };
  const shows = (window: Page, language: Language) =>
    expect(
      window.getByRole('navigation', { name: say(language, 'common:shell.navigation'), exact: true }),
    ).toBeVisible();

  const first = await launchConsole({ env: germanMachine() });
  await signIn(first.window, 'team-lead');
  await chooseLanguage(first.window, 'de', 'sv');
  // Whoever never chose has the system's language, not that of whoever was here before.
  await changeUser(first.window, 'sv', 'team-lead', 'administrator');
  await shows(first.window, 'de');
  await chooseLanguage(first.window, 'de', 'en');
  await first.app.close();

  const second = await launchConsole({ env: germanMachine(), profile: first.profile });
  // The next start begins in the language of whoever was here last.
  await expect(second.window.getByLabel(say('en', 'session:login'))).toBeVisible();
  await signIn(second.window, 'team-lead');
  await shows(second.window, 'sv');
  await changeUser(second.window, 'sv', 'team-lead', 'administrator');
  await shows(second.window, 'en');
  expect([...first.pageErrors, ...second.pageErrors]).toEqual([]);
});
