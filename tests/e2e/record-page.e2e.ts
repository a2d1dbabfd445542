import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { consoleForAll, expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { dismissNotice, outOfReach, resize, type Size, SMALL_SIZES } from './support/reach.ts';
import { act, record } from './support/steps.ts';

const company = companyForAll();
const USUAL_SIZE: Size = { width: 1440, height: 900, zoom: 1 };

const fact = (window: Page, name: string) =>
  record(window).getByRole('button', { name: new RegExp(`^Edit ${name}:`) });
const history = (window: Page) => record(window).getByRole('list', { name: 'History' });
const blur = (window: Page) => window.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

/** Opens the first row of a list in which `text` stands. */
async function openRow(window: Page, list: string, text: RegExp): Promise<void> {
  await openPlace(window, list);
  await window.getByRole('main').getByRole('row').filter({ hasText: text }).first().click();
  await expect(record(window)).toBeVisible();
}

/** Makes a record by the form that a command of the palette opens. */
async function make(window: Page, command: string, fields: Readonly<Record<string, string>>): Promise<void> {
  await openPlace(window, command);
  for (const [name, text] of Object.entries(fields)) {
    await window.getByRole('textbox', { name, exact: true }).fill(text);
  }
  await window.keyboard.press('Control+Enter');
  await expect(record(window)).toBeVisible();
}

type StepTaken = {
  /** Its key, or what its button says where it has none. */
  readonly press: string;
  /** What is typed into its form, field by field; a choice is ended with Enter. Left out: it has none. */
  readonly fills?: readonly string[];
  readonly to: string;
};

/** Takes a step without the mouse: by its key, its form filled in and sent by keys. */
async function takeStep(window: Page, { press, fills, to }: StepTaken): Promise<void> {
  const { keyboard } = window;
  await blur(window);
  if (press.length === 1) await keyboard.press(press);
  else await act(window, press);
  const form = record(window).locator('[data-part="step"] form');
  if (fills !== undefined) {
    const field = form.locator('input:focus, textarea:focus');
    await expect(field).toBeInViewport();
    for (const [index, text] of fills.entries()) {
      if (index > 0) await keyboard.press('Tab');
      await expect(field).toBeInViewport();
      await keyboard.type(text);
      if ((await field.getAttribute('role')) === 'combobox') await keyboard.press('Enter');
    }
    await keyboard.press('Control+Enter');
  }
  await expect(record(window).locator('.state-bar [aria-current]')).toContainText(to);
  await expect(form).toHaveCount(0);
}

/** Edits a fact where it stands and takes that back, by keys. */
async function editAndTakeBack(window: Page, name: string, choices: readonly string[]): Promise<void> {
  const { keyboard } = window;
  const shown = fact(window, name);
  const before = (await shown.textContent()) ?? '';
  const other = choices.find((choice) => choice !== before) ?? '';
  // What has the focus already isn't scrolled to by focusing it again.
  await blur(window);
  await shown.focus();
  await expect(shown).toBeInViewport();
  await keyboard.press('Enter');
  await expect(record(window).getByRole('combobox', { name, exact: true })).toBeFocused();
  await keyboard.type(other);
  await keyboard.press('Enter');
  await expect(window.getByText(`${name} saved.`)).toBeVisible();
  await expect(shown).toHaveText(other);
  // The focus goes back to where editing began.
  await expect(shown).toBeFocused();
  await keyboard.press('u');
  await expect(window.getByText(/^Undone in /)).toBeVisible();
  await expect(shown).toHaveText(before);
  await expect(history(window)).toContainText(`${name}: ${other} →`);
}

/** Posts a note from wherever the page stands. */
async function postNote(window: Page, text: string): Promise<void> {
  const { keyboard } = window;
  await blur(window);
  await keyboard.press('n');
  const note = record(window).getByRole('textbox', { name: 'Work note' });
  await expect(note).toBeFocused();
  await expect(note).toBeInViewport();
  await keyboard.type(text);
  await keyboard.press('Control+Enter');
  await expect(note).toHaveValue('');
  await expect(history(window)).toContainText(text);
}

type Kind = {
  readonly name: string;
  /** Opens one; called once for each size where `isOpenedEach`, else once. */
  readonly open: (window: Page) => Promise<void>;
  readonly isOpenedEach?: true;
  /** A step for each size. */
  readonly steps: readonly StepTaken[];
  readonly fact?: readonly [name: string, ...choices: string[]];
  /** Notes can be written on it. */
  readonly hasNotes: boolean;
};

const KINDS: readonly Kind[] = [
  {
    name: 'an incident',
    open: (window) => openRow(window, 'Created today', /INC-.*New/),
    steps: [
      { press: 's', to: 'In progress' },
      { press: 'h', fills: ['vendor'], to: 'Awaiting vendor' },
      { press: 'r', fills: ['Hardware rep', 'Replaced it.'], to: 'Resolved' },
    ],
    fact: ['Channel', 'Chat', 'Walk-in'],
    hasNotes: true,
  },
  {
    name: 'a problem',
    open: (window) => make(window, 'New problem', { Title: 'Docks lose the network' }),
    steps: [
      { press: 's', to: 'Assess' },
      { press: 'a', to: 'Root cause analysis' },
      { press: 'Cancel problem', fills: ['Was the switch.'], to: 'Cancelled' },
    ],
    fact: ['Category', 'Hardware', 'Network'],
    hasNotes: true,
  },
  {
    name: 'an article',
    open: (window) =>
      make(window, 'New article', {
        Title: 'Reset a dock',
        'What to do': 'Hold its button for ten seconds.',
      }),
    steps: [
      { press: 's', to: 'In review' },
      { press: 'Back to draft', fills: ['Which button?'], to: 'Draft' },
      { press: 's', to: 'In review' },
    ],
    fact: ['Category', 'Hardware', 'Network'],
    hasNotes: true,
  },
  {
    name: 'a known error',
    open: (window) =>
      make(window, 'New known error', {
        Title: 'Docks lose the network at noon',
        Symptom: 'No network from 12 to 12:05.',
        Workaround: 'Wait five minutes.',
      }),
    steps: [
      { press: 'r', fills: [], to: 'Published' },
      { press: 'r', fills: ['A lease that is too short.', 'Firmware 2.1.'], to: 'Resolved' },
      { press: 's', fills: ['It came back.'], to: 'Published' },
    ],
    fact: ['Category', 'Hardware', 'Network'],
    hasNotes: true,
  },
  {
    name: 'an order',
    open: (window) => openRow(window, 'Orders', /Assigned/),
    isOpenedEach: true,
    steps: [
      { press: 's', to: 'Work in progress' },
      { press: 's', to: 'Work in progress' },
      { press: 's', to: 'Work in progress' },
    ],
    hasNotes: false,
  },
  {
    name: 'a configuration item',
    open: (window) => openRow(window, 'Configuration items', /NB-/),
    steps: [],
    fact: ['Criticality', 'High', 'Medium'],
    hasNotes: false,
  },
  {
    name: 'a person',
    open: async (window) => {
      await openPlace(window, 'Queue');
      // The first sync brings the people after the tickets.
      await expect(window.getByRole('grid', { name: 'Tickets' })).toContainText('Service Desk');
      await openPlace(window, company.caller.name);
      await expect(record(window)).toContainText(company.caller.device);
    },
    steps: [],
    hasNotes: false,
  },
];

test.describe('in a small window', () => {
  // One after the other, as somebody works who closes nothing: the records of the kinds before stay open in their tabs.
  const admin = consoleForAll((launchConsole) => launchAs('administrator', launchConsole, company));
  test.beforeEach(() => resize(admin.app, admin.window, USUAL_SIZE));

  for (const kind of KINDS) {
    test(`${kind.name} is worked by keyboard, and all of it in reach, at 900 pixels and at 200 % zoom`, async ({
      takePicture,
    }) => {
      const { app, window, pageErrors } = admin;
      await kind.open(window);
      for (const [index, size] of SMALL_SIZES.entries()) {
        const name = `${size.width} × ${size.height} at ${size.zoom * 100} %`;
        await test.step(name, async () => {
          if (index > 0 && kind.isOpenedEach) await kind.open(window);
          await resize(app, window, size);
          await dismissNotice(window);
          await expect.poll(() => outOfReach(window)).toEqual([]);
          if (kind.fact !== undefined) {
            const [label, ...choices] = kind.fact;
            await editAndTakeBack(window, label, choices);
          }
          if (kind.hasNotes) await postNote(window, `Seen at ${name}.`);
          const step = kind.steps[index];
          if (step !== undefined) await takeStep(window, step);
          await takePicture(window, `${index}`);
        });
      }
      expect(pageErrors).toEqual([]);
    });
  }

  test('lists and forms can be used at 900 pixels and at 200 % zoom', async () => {
    const { app, window, pageErrors } = admin;
    const lists = ['Queue', 'Problems', 'Knowledge', 'Configuration items', 'Orders'];
    const forms = ['New incident', 'New problem', 'New article', 'New known error', 'New order'];
    for (const place of [...lists, ...forms]) {
      await openPlace(window, place);
      await expect(window.getByRole('heading', { level: 1, name: place, exact: true })).toBeVisible();
      for (const size of SMALL_SIZES) {
        await resize(app, window, size);
        await expect
          .poll(() => outOfReach(window), { message: `${place}, ${JSON.stringify(size)}` })
          .toEqual([]);
      }
    }
    expect(pageErrors).toEqual([]);
  });
});

test.describe('the keys of a record', () => {
  const desk = consoleForAll((launchConsole) => launchAs('service-desk', launchConsole, company));

  test('a text in a fact is saved on leaving it, and Escape gives it up', async () => {
    const { window, pageErrors } = desk;
    const { keyboard } = window;
    await openRow(window, 'Queue', /INC-/);
    await fact(window, 'Symptom').click();
    await keyboard.type('Blinks twice');
    await keyboard.press('Enter');
    await expect(fact(window, 'Symptom')).toHaveText('Blinks twice');
    await fact(window, 'Symptom').click();
    await keyboard.type(' and beeps');
    await keyboard.press('Escape');
    await expect(fact(window, 'Symptom')).toHaveText('Blinks twice');
    await expect(fact(window, 'Symptom')).toBeFocused();
    expect(pageErrors).toEqual([]);
  });

  test("Escape leaves a field, and the keys are the page's again; nothing typed is lost", async () => {
    const { window, pageErrors } = desk;
    const { keyboard } = window;
    await openRow(window, 'Queue', /INC-/);
    const note = window.getByRole('textbox', { name: 'Work note' });
    await keyboard.press('n');
    await keyboard.type('Half a wo');
    await keyboard.press('Escape');
    await keyboard.press('r');
    await expect(record(window).getByRole('combobox', { name: 'Closure code' })).toBeFocused();
    await expect(note).toHaveValue('Half a wo');
    await keyboard.press('Escape');

    // In every list `/` leads to its words, and Enter from there to its rows.
    for (const [place, words] of [
      ['Queue', 'wlan'],
      ['Knowledge', 'wlan'],
      ['Configuration items', 'slate'],
    ] as const) {
      await openPlace(window, place);
      const grid = window.getByRole('grid');
      await expect(grid).toBeVisible();
      await keyboard.press('Escape');
      await keyboard.press('/');
      await expect(window.getByRole('main').getByRole('textbox').first()).toBeFocused();
      await keyboard.type(words);
      // Escape leads to the rows and keeps the words; pressed there or once more in the words it takes them away.
      await keyboard.press('Escape');
      await expect(window.getByRole('main').getByRole('textbox').first()).toHaveValue(words);
      await expect(grid).toBeFocused();
      await keyboard.press('/');
      await keyboard.press('Enter');
      await expect(grid).toBeFocused();
    }
    expect(pageErrors).toEqual([]);
  });
});

test('a preview that the pointer called goes when somebody types, and takes no key from them', async ({
  launchConsole,
}) => {
  const { window, pageErrors } = await launchAs('service-desk', launchConsole, company);
  const { keyboard } = window;
  await openRow(window, 'Queue', /Forklift/);
  const entry = record(window)
    .getByRole('region', { name: 'Known errors and similar tickets' })
    .getByRole('listitem')
    .getByRole('button')
    .first();
  await keyboard.press('n');
  const note = record(window).getByRole('textbox', { name: 'Work note' });
  await expect(note).toBeFocused();
  await entry.hover();
  const preview = window.getByRole('tooltip').filter({ hasText: 'Updated' });
  await expect(preview).toBeVisible();
  await keyboard.type('W');
  await expect(preview).toHaveCount(0);
  // Away and back again it is asked for anew; Escape is the field's meanwhile.
  await window.mouse.move(2, 2);
  await entry.hover();
  await expect(preview).toBeVisible();
  await keyboard.press('Escape');
  await expect(note).not.toBeFocused();
  await expect(preview).toHaveCount(0);
  expect(pageErrors).toEqual([]);
});
