import { setTimeout as delay } from 'node:timers/promises';
import type { Bench, Measurement } from './bench.ts';
import type { Frames } from './felt.ts';
import {
  type Act,
  closeText,
  LIST,
  OPENED,
  openText,
  SORTS,
  TEXTS,
  type Typed,
  typeInto,
} from './felt-acts.ts';
import { type FeltWindow, feltWindow } from './felt-window.ts';
import { type Figure, median, ms, quantile } from './figure.ts';
import { buildPages } from './pages/build-pages.ts';
import { launchApp, launchConsole } from './window.ts';

/** How long somebody looks at a window that has just come before pressing a key. */
const LOOK_MS = 1_000;
const HELD_MS = 3_000;
/** Frames of a screen of 60 a second. */
const FRAME_MS = 1000 / 60;

const PLAIN_TEXT = 'printer does not print';

/** What the same keys cost in the smallest window of the same make. */
type Anchor = {
  readonly focusMs: number;
  readonly echo: readonly number[];
  readonly held: Frames;
  readonly close: () => Promise<void>;
};

async function anchorOf(bench: Bench): Promise<Anchor> {
  const folder = bench.folder('plain-app');
  await buildPages(folder);
  const app = await launchApp(bench, [folder, 'plain.html', bench.folder('plain'), 'shown'], {});
  const window = await feltWindow(app, '[role="listbox"]');
  await delay(LOOK_MS);
  const list = window.page.locator('[role="listbox"]');
  const focus: number[] = [];
  for (let run = 0; run < 8; run += 1) {
    await list.focus();
    const [took = Number.NaN] = await window.timed(() => window.press('Control+n'), {
      until: 'focused',
      selector: 'input',
    });
    focus.push(took);
  }
  const echo: number[] = [];
  for (const letter of PLAIN_TEXT) {
    const key = letter === ' ' ? 'Space' : letter;
    echo.push(...(await window.timed(() => window.press(key), { until: 'changed', selector: 'input' })));
  }
  await list.focus();
  const held = await window.hold('ArrowDown', HELD_MS);
  return { focusMs: median(focus), echo, held, close: () => app.close() };
}

type Opened = {
  readonly act: Act;
  readonly first: number[];
  readonly later: number[];
  readonly cpu: number[];
};

const noted = async (window: FeltWindow, act: Act, into: number[], cpu: number[]): Promise<void> => {
  const before = await window.worked();
  into.push(await act.take(window));
  cpu.push((await window.worked()) - before);
  await act.back(window);
};

async function console(bench: Bench, profile: string): Promise<FeltWindow & { close: () => Promise<void> }> {
  const app = await launchConsole(bench, profile);
  const window = await feltWindow(app, `${LIST} [role="gridcell"]`);
  await delay(LOOK_MS);
  await window.page.locator(LIST).focus();
  return { ...window, close: () => app.close() };
}

/** Frames that took the place of more than one. */
const dropped = (frames: readonly number[]): number =>
  frames.reduce((sum, time) => sum + Math.max(0, Math.round(time / FRAME_MS) - 1), 0);

const CLASSES = [17, 25, 34, 50, 100] as const;
const histogram = (frames: readonly number[]): string => {
  const counts = [...CLASSES, Number.POSITIVE_INFINITY].map((limit, i) => {
    const from = CLASSES[i - 1] ?? 0;
    return frames.filter((time) => time > from + (i === 0 ? -1 : 0.5) && time <= limit + 0.5).length;
  });
  return counts.map((count, i) => `${i < CLASSES.length ? `<=${CLASSES[i]}` : 'more'}: ${count}`).join(', ');
};

const spread = (times: readonly number[]): string =>
  `p50 ${ms(quantile(times, 0.5))}, p99 ${ms(quantile(times, 0.99))}`;

const limited = (
  figure: string,
  at: string,
  { ours, rival, limitMs }: { readonly ours: number; readonly rival: number; readonly limitMs: number },
  note: string,
): Figure => ({
  figure,
  at,
  ours: ms(ours),
  rival: ms(rival),
  ratio: ours / rival,
  target: `<= ${limitMs} ms`,
  reached: ours <= limitMs,
  note,
});

const TYPING_MS = 50;
const ANSWER_MS = 150;

const typedFigures = (
  name: string,
  at: string,
  anchor: Anchor,
  { echo, answers }: Typed,
): readonly Figure[] => [
  limited(
    `typing in the ${name}, key to paint, p95`,
    at,
    { ours: quantile(echo, 0.95), rival: quantile(anchor.echo, 0.95), limitMs: TYPING_MS },
    `${echo.length} letters; ${spread(echo)}`,
  ),
  limited(
    `typing in the ${name}, key to answer, p95`,
    at,
    { ours: quantile(answers, 0.95), rival: quantile(anchor.echo, 0.95), limitMs: ANSWER_MS },
    `the pause that is waited for included; ${spread(answers)}`,
  ),
];

const heldFigures = (
  name: string,
  at: string,
  anchor: Anchor,
  { frames, keys }: Frames,
): readonly Figure[] => [
  limited(
    `${name} held, key to paint, p95`,
    at,
    { ours: quantile(keys, 0.95), rival: quantile(anchor.held.keys, 0.95), limitMs: TYPING_MS },
    `${keys.length} presses, thirty a second; ${spread(keys)}`,
  ),
  limited(
    `${name} held, time of a frame, p95`,
    at,
    { ours: quantile(frames, 0.95), rival: quantile(anchor.held.frames, 0.95), limitMs: TYPING_MS },
    `${spread(frames)}, ${dropped(frames)} of ${frames.length + dropped(frames)} frames dropped (${dropped(anchor.held.frames)} in the plain window); ms: ${histogram(frames)}`,
  ),
];

const openedFigures = (at: string, anchor: Anchor, { act, first, later, cpu }: Opened): readonly Figure[] =>
  (
    [
      ['first', first],
      ['later', later],
    ] as const
  )
    .filter(([, times]) => times.length > 0)
    .map(([which, times]) =>
      limited(
        `${act.name}, ${which}`,
        at,
        { ours: median(times), rival: anchor.focusMs, limitMs: act.limitMs },
        `median of ${times.length}, worst ${ms(Math.max(...times))}; the page's thread works ${ms(median(cpu))} for it`,
      ),
    );

/**
 * Keys and clicks in a real window over a full store, each timed in the page from the event to the frame that shows what it asked for, beside the same keys in a
 * plain window.
 */
async function measure(bench: Bench): Promise<readonly Figure[]> {
  const profile = await bench.profile(bench.tickets);
  bench.progress('a plain window');
  const anchor = await anchorOf(bench);
  await anchor.close();
  const starts = bench.quick ? 1 : 3;
  const opened = OPENED.map((act): Opened => ({ act, first: [], later: [], cpu: [] }));
  const sorts = SORTS.map((act): Opened => ({ act, first: [], later: [], cpu: [] }));
  const held = { arrow: { frames: [], keys: [] } as Frames, page: { frames: [], keys: [] } as Frames };
  const typed = TEXTS.map((text) => ({ text, echo: [] as number[], answers: [] as number[] }));
  for (let start = 1; start <= starts; start += 1) {
    bench.progress(`start ${start} of ${starts}: what is opened first`);
    const window = await console(bench, profile);
    for (const { act, first, cpu } of opened) await noted(window, act, first, cpu);
    if (start === starts) {
      bench.progress('what is opened again');
      for (let run = 0; run < (bench.quick ? 2 : 5); run += 1) {
        for (const { act, later, cpu } of opened) await noted(window, act, later, cpu);
      }
      bench.progress('sorting');
      for (let run = 0; run < (bench.quick ? 2 : 4); run += 1) {
        for (const { act, later, cpu } of sorts) await noted(window, act, later, cpu);
      }
      bench.progress('keys that are held');
      held.arrow = await window.hold('ArrowDown', HELD_MS);
      held.page = await window.hold('PageDown', HELD_MS);
      await window.press('Home');
      bench.progress('typing');
      for (const { text, echo, answers } of typed) {
        for (const words of text.words) {
          await openText(window, text);
          const { echo: shown, answers: answered } = await typeInto(window, text, words);
          echo.push(...shown);
          answers.push(...answered);
          await closeText(window, text);
        }
      }
    }
    await window.close();
  }
  const at = `${bench.tickets} tickets`;
  return [
    ...[...opened, ...sorts].flatMap((one) => openedFigures(at, anchor, one)),
    ...heldFigures('arrow key', at, anchor, held.arrow),
    ...heldFigures('page key', at, anchor, held.page),
    ...typed.flatMap(({ text, ...times }) => typedFigures(text.name, at, anchor, times)),
  ];
}

export const windowFelt: Measurement = { name: 'window', measure };
