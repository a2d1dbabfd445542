import type { ElectronApplication, Page } from '@playwright/test';
import type { Language } from '#contracts/language.ts';
import type { Role } from '#domain/records/common.ts';
import { accountWith, type Company, companyForAll, signIn } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { tourOf } from './support/tour.ts';
import { say, TEXTS } from './support/words.ts';

// Enough tickets for problems and a trend.
const company = companyForAll(300);

/** A machine that is set to German, as it tells programs on Linux. */
const germanMachine = () => ({ ...company.env, LANG: 'de_DE.UTF-8', LANGUAGE: 'de' });

/** As is usual where that machine stands. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-DE', de: 'de-DE', sv: 'sv-DE' };

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
      // Keys that are no accelerators stand behind the words.
      ...(submenu?.items ?? []).map((entry) => entry.label.replace(/ \([^)]*\)$/, '')),
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
  // What has no title yet is called by a word, which changes with the language.
  await openPlace(window, say(language, 'common:pages.day'), language);
  await expect(window.getByRole('region', { name: say(language, 'common:drafts.title') })).toContainText(
    say(language, 'common:pages.order-new'),
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
  await openPlace(window, say('de', 'common:commands.newOrder'), 'de');
  await window
    .getByRole('button')
    .filter({ hasText: say('de', 'orders:typeHints.move') })
    .click();
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

async function changeUser(window: Page, language: Language, from: Role, to: Role): Promise<void> {
  await window.getByRole('button', { name: new RegExp(accountWith(from).name) }).click();
  await window.getByRole('menuitem', { name: say(language, 'common:commands.signOut') }).click();
  await signIn(window, to);
}

test('each person has a language of their own on a device', async ({ launchConsole }) => {
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

/** Everything that is to be read on the page as it stands, by eye or by ear, each once. */
const textsOn = (window: Page): Promise<readonly string[]> =>
  window.evaluate(() => {
    const found = new Set<string>();
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (!element.checkVisibility()) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        const value = element.getAttribute(name);
        if (value !== null) found.add(value.trim());
      }
      // A chart writes a long name in several lines.
      if (element.closest('text') !== null) {
        const lines = [...element.querySelectorAll('tspan')].map((line) => line.textContent ?? '');
        if (lines.length > 0) found.add(lines.join(' ').trim());
        continue;
      }
      for (const node of element.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) found.add((node.textContent ?? '').trim());
      }
    }
    found.delete('');
    return [...found];
  });

/** Every text that people of the company wrote. */
const writtenIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(writtenIn) : [];
};

const isRawCode = (word: string): boolean => /^[a-z]+(_[a-z]+)+$/.test(word);

type Known = {
  readonly ids: ReadonlySet<string>;
  readonly written: ReadonlySet<string>;
  /** Words inside of what was written. */
  readonly writtenWords: ReadonlySet<string>;
};

const knownOf = (docs: Company['docs']): Known => {
  // A code in a record is for programs, whatever else people wrote there.
  const written = new Set(docs.flatMap((doc) => writtenIn(doc)).filter((text) => !isRawCode(text)));
  return {
    ids: new Set(docs.map(({ id }) => id)),
    written,
    writtenWords: new Set([...written].flatMap((text) => text.split(/\s+/))),
  };
};

/** First parts of keys: `queue` of `queue:title`, `filter` of `filter.text`. */
const ROOTS = new Set(
  [...TEXTS.en.keys()].flatMap((key) => key.split(':').map((part) => part.split('.')[0] ?? '')),
);
const isRawKey = (word: string): boolean => {
  const [, root = ''] = /^([a-zA-Z]+)(?:[.:][a-zA-Z_-]+)+$/.exec(word) ?? [];
  return ROOTS.has(root);
};
const isUlid = (word: string): boolean => /^[0-9A-HJKMNP-TV-Z]{26}$/i.test(word);
/** What a program says that lost a value. */
const LOST = /\{\{|\}\}|\bundefined\b|\bNaN\b|\[object |Invalid Date/;

/** English texts that this language says otherwise, and never says itself. */
const englishOnly = (language: Language): ReadonlySet<string> => {
  const spoken = TEXTS[language];
  const said = new Set(spoken.values());
  return new Set(
    [...TEXTS.en].flatMap(([key, text]) => (spoken.get(key) === text || said.has(text) ? [] : [text])),
  );
};

/** What no person should be shown, with why. */
const rawIn = (texts: readonly string[], language: Language, known: Known): readonly string[] => {
  const english = englishOnly(language);
  return texts.flatMap((text) => {
    if (known.written.has(text)) return known.ids.has(text) ? [`id: ${text}`] : [];
    if (LOST.test(text)) return [`lost value: ${text}`];
    if (english.has(text)) return [`English: ${text}`];
    return text.split(/[\s,;()„“”"]+/).flatMap((word) => {
      if (isUlid(word) || known.ids.has(word)) return [`id: ${text}`];
      if (known.writtenWords.has(word)) return [];
      return isRawKey(word) || isRawCode(word) ? [`key or code: ${text}`] : [];
    });
  });
};

/** Words that belong to the console and are not to be read whole: titles of columns, buttons, labels, headings. */
const cutOn = (window: Page): Promise<readonly string[]> =>
  window.evaluate(() => {
    const named =
      '[role=columnheader], button, label, legend, h1, h2, h3, dt, nav, .MuiChip-label, [role=menuitem]';
    const tabs = document.querySelector('[role=tablist]');
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (!element.checkVisibility() || element.closest(named) === null || tabs?.contains(element)) continue;
      const says = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
      );
      // What tells the whole word when it is pointed at may be cut.
      const isTold =
        element.closest('[role=columnheader]') === null &&
        (element.closest('[title]')?.getAttribute('title') ?? '') !== '';
      // One pixel wide is what only a screen reader is told.
      const isSeen = element.clientWidth > 1;
      const isCut = isSeen && !isTold && element.scrollWidth > element.clientWidth + 1;
      if (says && isCut && getComputedStyle(element).overflowX !== 'visible')
        found.push((element.textContent ?? '').trim());
    }
    return found;
  });

async function resize(app: ElectronApplication, window: Page, width: number, height: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
  await expect.poll(() => window.evaluate(() => innerWidth)).toBe(width);
  // What depends on the width is drawn anew a frame later.
  await window.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

/** By how many pixels the page is wider than the window. */
const overflowOf = (window: Page): Promise<number> =>
  window.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));

test('no page shows a key, a code or an id to anybody, whatever their role', async ({ launchConsole }) => {
  const known = knownOf(company.docs);
  const { app, window, pageErrors } = await launchConsole({ env: { ...company.env, LANG: 'en_GB.UTF-8' } });
  // Roles see other pages first, other buttons and other forms; the tour of the team lead is below, in each language.
  const roles = ['field', 'problem-manager', 'administrator'] as const;
  const notFor: Readonly<Record<(typeof roles)[number], readonly string[]>> = {
    field: [
      ...['order-new', 'known-error-new', 'incident-step', 'imports', 'undecided'],
      ...['announcement-new', 'release-new'],
    ],
    'problem-manager': ['order-new', 'imports', 'undecided', 'release-new'],
    administrator: [],
  };
  let before: Role | null = null;
  for (const role of roles) {
    if (before === null) await signIn(window, role);
    else await changeUser(window, 'en', before, role);
    before = role;
    for (const { name, go, leave } of tourOf(company.caller.name)) {
      if (notFor[role].includes(name)) continue;
      await go(window, 'en');
      const where = `${name} as ${role}`;
      expect.soft(rawIn(await textsOn(window), 'en', known), where).toEqual([]);
      for (const width of role === 'administrator' ? [900, 2560] : []) {
        await resize(app, window, width, 800);
        expect.soft(await overflowOf(window), `${where}, ${width} wide`).toBe(0);
      }
      await leave?.(window);
    }
    await resize(app, window, 1440, 900);
  }
  expect(pageErrors).toEqual([]);
});

/** Cells of the list in front that are cut, by the head of their column. */
const cutCells = (window: Page): Promise<readonly string[]> =>
  window.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[role=grid] .vt-row')].flatMap((row) => {
      const heads = [...(row.closest('[role=grid]')?.querySelectorAll('[role=columnheader]') ?? [])];
      return [...row.querySelectorAll<HTMLElement>('[role=gridcell]')].flatMap((cell, index) =>
        cell.checkVisibility() && cell.scrollWidth > cell.clientWidth
          ? [`${heads[index]?.textContent}: ${cell.textContent}`]
          : [],
      );
    }),
  );

/** Puts the widest moments that the language has into the queue's first due cells: which ones there are depends on the hour. */
const showWidestMoments = async (window: Page, language: Language): Promise<void> => {
  const minutes = say(language, 'common:spans.minutes', { minutes: 48 });
  const hours = say(language, 'common:spans.hours', { hours: 48 });
  const spans = [minutes, hours].flatMap((span) => [
    say(language, 'common:sla.left', { span }),
    say(language, 'common:sla.late', { span }),
  ]);
  await window.evaluate(
    ([tag, far]) => {
      const weekdays = new Intl.DateTimeFormat(tag, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
      const moments = [0, 1, 2, 3, 4, 5, 6].map((day) =>
        weekdays.format(new Date(2026, 10, 2 + day, 20, 58)),
      );
      const widest = moments.flatMap((moment) => far.map((span) => `${moment} · ${span}`));
      const marks = [...document.querySelectorAll('[role=grid] .vt-row .mark-toned')];
      const first = marks[0]?.lastChild;
      const cell = marks[0]?.closest('[role=gridcell]');
      if (!first || !cell) throw new Error('no due cell');
      const widths = widest.map((words) => {
        first.textContent = words;
        return cell.scrollWidth;
      });
      first.textContent = widest[widths.indexOf(Math.max(...widths))] ?? '';
    },
    [language === 'en' ? 'en-GB' : language, spans] as const,
  );
};

test('what the rows of queue, orders and day tell can be read in each language', async ({
  launchConsole,
}) => {
  test.setTimeout(120_000);
  const { app, window, pageErrors } = await launchConsole({ env: germanMachine() });
  await expect(window.getByLabel(say('de', 'session:login'))).toBeVisible();
  await signIn(window, 'field');
  let spoken: Language = 'de';
  for (const language of ['de', 'sv', 'en'] as const) {
    if (language !== spoken) await chooseLanguage(window, spoken, language);
    spoken = language;
    await resize(app, window, 1440, 900);
    await openPlace(window, say(language, 'common:pages.queue'), language);
    await expect(window.getByRole('row').filter({ hasText: /INC-/ }).first()).toBeVisible();
    await showWidestMoments(window, language);
    const tellAll = ['due', 'number', 'priority', 'state', 'team'] as const;
    const heads = tellAll.map((key) => say(language, `queue:columns.${key}`));
    const isOf = (cut: string): boolean =>
      heads.some((head) => cut.startsWith(`${head}:`)) && !cut.includes('Telephony and Conferencing');
    expect.soft((await cutCells(window)).filter(isOf), `queue in ${language}`).toEqual([]);

    await resize(app, window, 900, 700);
    await openPlace(window, say(language, 'common:pages.orders'), language);
    await expect(window.getByRole('row').filter({ hasText: /MOV-/ }).first()).toBeVisible();
    const planned = say(language, 'fields:plannedStart');
    const cutPlans = (await cutCells(window)).filter((cut) => cut.startsWith(`${planned}:`));
    expect.soft(cutPlans, `orders in ${language}`).toEqual([]);

    await openPlace(window, say(language, 'common:pages.day'), language);
    const lines = window.locator('[data-day-line]');
    await expect(lines.filter({ hasText: ' → ' }).first()).toBeVisible();
    const cutLines = await lines.evaluateAll((all) =>
      all.flatMap((line) =>
        [...line.querySelectorAll<HTMLElement>('span[title]')]
          .filter((span) => span.scrollWidth > span.clientWidth)
          .map((span) => span.textContent),
      ),
    );
    expect.soft(cutLines, `day in ${language}`).toEqual([]);
  }
  expect(pageErrors).toEqual([]);
});

test('every page speaks its language alone, and its words are whole in wide and narrow windows', async ({
  launchConsole,
}) => {
  const known = knownOf(company.docs);
  // The net has no hole.
  const raw = [
    'filter.text',
    'queue:title',
    'in_progress',
    'Save',
    'for {{name}}',
    '01JD4X9T5QK8V7W2M3N4P5R6S7',
  ];
  expect(rawIn([...raw, ...known.ids].slice(0, 8), 'de', known)).toHaveLength(8);

  const { app, window, pageErrors } = await launchConsole({ env: germanMachine() });
  const look = async (where: string, language: Language): Promise<void> => {
    expect.soft(rawIn(await textsOn(window), language, known), where).toEqual([]);
    for (const [width, height] of [
      [900, 700],
      [1440, 900],
    ] as const) {
      await resize(app, window, width, height);
      const cut = (await cutOn(window)).filter((text) => !known.written.has(text));
      expect.soft(cut, `${where}, ${width} wide`).toEqual([]);
    }
  };
  await expect(window.getByLabel(say('de', 'session:login'))).toBeVisible();
  await look('sign-in in de', 'de');
  await signIn(window, 'team-lead');
  let spoken: Language = 'de';
  for (const language of ['de', 'sv', 'en'] as const) {
    if (language !== spoken) await chooseLanguage(window, spoken, language);
    spoken = language;
    for (const { name, go, leave } of tourOf(company.caller.name)) {
      await go(window, language);
      await look(`${name} in ${language}`, language);
      await leave?.(window);
    }
  }
  // Whoever may edit sees more of the settings.
  await changeUser(window, 'en', 'team-lead', 'administrator');
  await openPlace(window, say('de', 'settings:title'), 'de');
  await expect(window.getByRole('region', { name: say('de', 'settings:codes.title') })).toBeVisible();
  await look('settings of an administrator in de', 'de');
  await openPlace(window, say('de', 'diagnosis:pages.list'), 'de');
  const edit = say('de', 'diagnosis:scripts.edit', { name: 'No connection' });
  await window.getByRole('button', { name: edit }).click();
  await expect(window.getByRole('form', { name: 'No connection' })).toBeVisible();
  await look('script of an administrator in de', 'de');
  expect(pageErrors).toEqual([]);
});
