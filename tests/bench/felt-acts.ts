import type { Goal } from './felt.ts';
import type { FeltWindow } from './felt-window.ts';

/** What somebody does in the console and waits for, from the queue and back to it. */
export type Act = {
  readonly name: string;
  readonly limitMs: number;
  /** Does it and answers how long it took, in milliseconds. */
  readonly take: (window: FeltWindow) => Promise<number>;
  readonly back: (window: FeltWindow) => Promise<void>;
};

export const LIST = '[role="grid"][aria-label="Tickets"]';
const ROWS: Goal = { until: 'shown', selector: `${LIST} [role="row"] [role="gridcell"]`, within: LIST };
const PALETTE = '[role="dialog"] [role="combobox"]';
const RECORD = '.record-page';
const CHANGES = '[role="grid"][aria-label="Changes"]';

const FOCUS_MS = 50;
const PAGE_MS = 150;

const first = (times: readonly number[]): number => times[0] ?? Number.NaN;
const focusedList = (window: FeltWindow): Promise<void> =>
  window.page.locator(LIST).filter({ visible: true }).focus();

const toQueue = async (window: FeltWindow): Promise<void> => {
  await window.page.evaluate('document.activeElement?.blur()');
  await window.timed(async () => {
    await window.press('g');
    await window.press('q');
  }, ROWS);
  await focusedList(window);
};

/** A list or page that two letters open. */
const place = (name: string, letter: string, goal: Goal): Act => ({
  name,
  limitMs: PAGE_MS,
  take: async (window) => {
    await window.press('g');
    return first(await window.timed(() => window.press(letter), goal));
  },
  back: toQueue,
});

const rowsOf = (label: string): Goal => ({
  until: 'shown',
  selector: `[role="grid"][aria-label="${label}"] [role="gridcell"]`,
  within: 'main',
});

/** What is opened, by key, in the order in which it is opened. */
export const OPENED: readonly Act[] = [
  {
    name: 'Ctrl+N to its field',
    limitMs: FOCUS_MS,
    take: async (window) =>
      first(
        await window.timed(() => window.press('Control+n'), {
          until: 'focused',
          selector: '[role="combobox"]',
        }),
      ),
    back: async (window) => {
      await window.press('Escape');
      await toQueue(window);
    },
  },
  {
    name: 'palette',
    limitMs: PAGE_MS,
    take: async (window) => {
      const times = await window.timed(
        () => window.press('Control+k'),
        { until: 'focused', selector: PALETTE },
        { until: 'shown', selector: '[role="dialog"] [role="option"]' },
      );
      return Math.max(...times);
    },
    back: async (window) => {
      await window.press('Escape');
      await focusedList(window);
    },
  },
  {
    name: 'ticket',
    limitMs: PAGE_MS,
    take: async (window) => {
      // Another one each time.
      await window.press('ArrowDown');
      return first(await window.timed(() => window.press('Enter'), { until: 'shown', selector: RECORD }));
    },
    back: toQueue,
  },
  place('devices', 'c', rowsOf('Configuration items')),
  place('reports', 'r', { until: 'shown', selector: '.recharts-bar-rectangle', within: 'main' }),
  place('knowledge', 'k', rowsOf('Articles and known errors')),
  place('orders', 'o', rowsOf('Orders')),
  place('changes', 'h', rowsOf('Changes')),
  {
    name: 'a change',
    limitMs: PAGE_MS,
    take: async (window) => {
      await window.timed(async () => {
        await window.press('g');
        await window.press('h');
      }, rowsOf('Changes'));
      await window.page.locator(CHANGES).filter({ visible: true }).focus();
      // Another one each time.
      await window.press('ArrowDown');
      return first(await window.timed(() => window.press('Enter'), { until: 'shown', selector: RECORD }));
    },
    back: toQueue,
  },
  place('calendar', 'l', { until: 'shown', selector: '[data-entry]', within: 'main' }),
];

/** A click on a column's head. */
const sortBy = (column: string, name: string): Act => ({
  name,
  limitMs: PAGE_MS,
  take: async (window) => {
    const head = window.page.locator(`${LIST} [role="columnheader"]`, { hasText: column });
    const button = head.filter({ visible: true }).getByRole('button');
    return first(await window.timed(() => button.click(), { until: 'answered', selector: LIST }));
  },
  back: async () => {},
});

/** The same over the whole history: the queue's filter for open work is taken off before. */
const overHistory = (act: Act): Act => ({
  ...act,
  take: async (window) => {
    const chip = window.page.locator('[role="search"] .MuiChip-deleteIcon').filter({ visible: true });
    await window.timed(() => chip.first().click(), { until: 'answered', selector: LIST });
    return act.take(window);
  },
  back: async (window) => {
    const clear = window.page
      .locator('[role="search"] button', { hasText: 'Clear' })
      .filter({ visible: true });
    await window.timed(() => clear.first().click(), { until: 'answered', selector: LIST });
  },
});

export const SORTS: readonly Act[] = [
  sortBy('Caller', 'sort by caller'),
  sortBy('Title', 'sort by title'),
  sortBy('Due', 'sort by due'),
  overHistory(sortBy('Caller', 'sort the history by caller')),
  overHistory(sortBy('Title', 'sort the history by title')),
];

/** A field whose text asks for records. */
export type TextField = {
  readonly name: string;
  readonly open: string;
  readonly field: string;
  /** Where the answer stands. */
  readonly place: string;
  readonly words: readonly string[];
};

export const TEXTS: readonly TextField[] = [
  {
    name: "queue's filter",
    open: '/',
    field: '[role="search"] input[aria-label="Filter by text"]',
    place: LIST,
    words: ['printer', 'vpn connection'],
  },
  {
    name: 'palette',
    open: 'Control+k',
    field: PALETTE,
    place: '[role="dialog"]',
    words: ['printer does not', 'outlook password'],
  },
];

export const openText = async (window: FeltWindow, { open, field }: TextField): Promise<void> => {
  await focusedList(window);
  await window.timed(() => window.press(open), { until: 'focused', selector: field });
};

/** What was typed goes first, then the field or what holds it. */
export const closeText = async (window: FeltWindow, { field }: TextField): Promise<void> => {
  const typed = window.page.locator(field).filter({ visible: true });
  if (await typed.count()) await typed.fill('');
  await window.press('Escape');
  await window.page.waitForTimeout(500);
};

export type Typed = { readonly echo: readonly number[]; readonly answers: readonly number[] };

/** How many letters are typed before one is timed: one alone finds nothing, and a list that shows nothing does not say that it waits. */
const BEGUN = 2;
const BEGUN_MS = 1_500;

/** Types letter by letter, each once the one before is answered. */
export const typeInto = async (
  window: FeltWindow,
  { field, place }: TextField,
  words: string,
): Promise<Typed> => {
  const echo: number[] = [];
  const answers: number[] = [];
  const shown: Goal = { until: 'changed', selector: field };
  for (const letter of words.slice(0, BEGUN)) await window.press(letter);
  await window.page.waitForTimeout(BEGUN_MS);
  for (const letter of words.slice(BEGUN)) {
    if (letter === ' ') {
      // Asks nothing new.
      echo.push(...(await window.timed(() => window.press('Space'), shown)));
      continue;
    }
    const answered: Goal = { until: 'answered', selector: place };
    const [toPaint = Number.NaN, toAnswer = Number.NaN] = await window.timed(
      () => window.press(letter),
      shown,
      answered,
    );
    echo.push(toPaint);
    answers.push(toAnswer);
  }
  return { echo, answers };
};
