import { setTimeout as delay } from 'node:timers/promises';
import type { CDPSession, ElectronApplication, Page } from '@playwright/test';
import type { Frames, Goal, Painted } from './felt.ts';
import { pageScript } from './window.ts';

/** A window whose answers to keys and clicks are timed in the page itself. */
export type FeltWindow = {
  readonly page: Page;
  /** Milliseconds to each goal. @throws when one is not reached. */
  readonly timed: (act: () => Promise<unknown>, ...goals: readonly Goal[]) => Promise<readonly number[]>;
  readonly press: (key: string) => Promise<void>;
  /** Holds a key as a keyboard does, and answers what was painted meanwhile. */
  readonly hold: (key: string, ms: number) => Promise<Frames>;
  /** Milliseconds that the page's own thread has worked so far. */
  readonly worked: () => Promise<number>;
};

/** A keyboard repeats a held key so often. */
const REPEAT_MS = 33;

const call = <T>(page: Page, name: string, value?: unknown): Promise<T> =>
  page.evaluate<T>(`window.felt.${name}(${value === undefined ? '' : JSON.stringify(value)})`);

const workedOf = async (session: CDPSession): Promise<number> => {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
};

/** The first window of an app, once `ready` is seen in it. */
export async function feltWindow(app: ElectronApplication, ready: string): Promise<FeltWindow> {
  const page = await app.firstWindow();
  await page.locator(ready).first().waitFor();
  await page.evaluate(await pageScript('felt.ts'));
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  return {
    page,
    timed: async (act, ...goals) => {
      await call(page, 'arm', goals);
      await act();
      const painted = await call<readonly Painted[]>(page, 'painted');
      return painted.map((ms, i) => {
        if (ms === null) throw new Error(`never came: ${JSON.stringify(goals[i])}`);
        return ms;
      });
    },
    press: (key) => page.keyboard.press(key),
    hold: async (key, ms) => {
      await call(page, 'frames');
      const until = performance.now() + ms;
      for (let next = performance.now(); next < until; next += REPEAT_MS) {
        await page.keyboard.down(key);
        await delay(Math.max(0, next + REPEAT_MS - performance.now()));
      }
      await page.keyboard.up(key);
      return call(page, 'framesEnd');
    },
    worked: () => workedOf(session),
  };
}
