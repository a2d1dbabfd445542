/**
 * Runs inside a measured window: takes the time from a key or click to the painted answer, and that of frames. `felt.arm` before the key, `felt.painted`
 * after it; `felt.frames` begins, `felt.framesEnd` ends.
 */
import type { Frames, Goal, Painted } from '../felt.ts';

type FeltPage = {
  felt?: {
    readonly arm: (goals: readonly Goal[]) => void;
    readonly painted: () => Promise<readonly Painted[]>;
    readonly frames: () => void;
    readonly framesEnd: () => Frames;
  };
};
const page = window as unknown as FeltPage;

/** Within what scrolls it, not below its edge. */
const isInSight = (element: Element): boolean => {
  const { top } = element.getBoundingClientRect();
  for (let at = element.parentElement; at !== null; at = at.parentElement) {
    if (getComputedStyle(at).overflowY !== 'visible' && top > at.getBoundingClientRect().bottom) return false;
  }
  return top <= window.innerHeight;
};
const isSeen = (element: Element): boolean =>
  element.checkVisibility({ visibilityProperty: true }) && isInSight(element);
const seen = (selector: string): readonly Element[] =>
  [...document.querySelectorAll(selector)].filter(isSeen);

/** What stands where an answer is still awaited. */
const WAITING = '[data-building], .MuiSkeleton-root, .vt-waiting, [aria-busy="true"], [role="progressbar"]';
const isWaiting = (selector: string): boolean =>
  seen(selector).some((one) => one.matches(WAITING) || [...one.querySelectorAll(WAITING)].some(isSeen));

/** Whether a goal is reached; `wasWaiting`: since it was set the place has been seen waiting. */
const isReached = (goal: Goal, before: string | null, wasWaiting: boolean): boolean => {
  switch (goal.until) {
    case 'focused':
      return document.activeElement?.matches(goal.selector) === true && isSeen(document.activeElement);
    case 'shown':
      return (
        seen(goal.selector).some((one) => (one.textContent ?? '').includes(goal.text ?? '')) &&
        !isWaiting(goal.within ?? goal.selector)
      );
    case 'changed':
      return stateOf(goal.selector) !== before;
    case 'answered':
      return wasWaiting && !isWaiting(goal.selector);
  }
};

/** What an element shows, to tell that it changed. */
const stateOf = (selector: string): string => {
  const element = document.querySelector(selector);
  return element instanceof HTMLInputElement ? element.value : (element?.outerHTML ?? '');
};

type Armed = {
  readonly goal: Goal;
  readonly before: string | null;
  wasWaiting: boolean;
  end: number | null;
};

/** After the frame that is being made is painted: a task behind it. */
const channel = new MessageChannel();
let afterPaint: (() => void)[] = [];
channel.port1.onmessage = () => {
  for (const work of afterPaint.splice(0)) work();
};

const LIMIT_MS = 60_000;

let armed: readonly Armed[] = [];
let begun: number | null = null;
let done: Promise<readonly Painted[]> = Promise.resolve([]);

const look = (): void => {
  for (const one of armed) {
    if (one.goal.until === 'answered' && isWaiting(one.goal.selector)) one.wasWaiting = true;
  }
};
// What waits for less than a frame is seen, too.
new MutationObserver(look).observe(document.documentElement, {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: ['aria-busy'],
});

const arm = (goals: readonly Goal[]): void => {
  const mine = goals.map(
    (goal): Armed => ({
      goal,
      before: goal.until === 'changed' ? stateOf(goal.selector) : null,
      wasWaiting: false,
      end: null,
    }),
  );
  armed = mine;
  begun = null;
  const since = performance.now();
  done = new Promise((resolve) => {
    const frame = (): void => {
      const now = mine.filter(
        (one) => one.end === null && begun !== null && isReached(one.goal, one.before, one.wasWaiting),
      );
      if (now.length > 0) {
        afterPaint.push(() => {
          for (const one of now) one.end = performance.now();
          if (mine.every(({ end }) => end !== null)) finish();
        });
        channel.port2.postMessage(null);
      }
      if (performance.now() - since > LIMIT_MS) finish();
      else if (mine.some((one) => one.end === null && !now.includes(one))) requestAnimationFrame(frame);
    };
    const finish = (): void =>
      resolve(mine.map(({ end }) => (end === null || begun === null ? null : end - begun)));
    requestAnimationFrame(frame);
  });
};

const begin = (event: Event): void => {
  if (event.isTrusted && BEGINNINGS.includes(event.type)) begun ??= event.timeStamp;
};
const BEGINNINGS = ['keydown', 'pointerdown'];
for (const type of BEGINNINGS) window.addEventListener(type, begin, { capture: true });

// A key that the shell keeps for a page that is being made reaches nobody after it: the wait has begun all the same.
const stopEvent = Event.prototype.stopImmediatePropagation;
Event.prototype.stopImmediatePropagation = function (this: Event): void {
  begin(this);
  stopEvent.call(this);
};

let frameTimes: number[] | null = null;
let keyTimes: number[] = [];
let painted: number[] = [];

const countFrames = (before: number): void => {
  requestAnimationFrame((now) => {
    if (frameTimes === null) return;
    frameTimes.push(now - before);
    const keys = keyTimes;
    keyTimes = [];
    if (keys.length > 0) {
      afterPaint.push(() => painted.push(...keys.map((key) => performance.now() - key)));
      channel.port2.postMessage(null);
    }
    countFrames(now);
  });
};
// While a key is held each press is rendered in the task that it comes in, so the next frame paints it.
window.addEventListener(
  'keydown',
  (event) => {
    if (frameTimes !== null && event.isTrusted) keyTimes.push(event.timeStamp);
  },
  { capture: true },
);

page.felt = {
  arm,
  painted: () => done,
  frames: () => {
    frameTimes = [];
    painted = [];
    keyTimes = [];
    countFrames(performance.now());
  },
  framesEnd: () => {
    const ended = { frames: frameTimes ?? [], keys: painted };
    frameTimes = null;
    afterPaint = [];
    return ended;
  },
};
