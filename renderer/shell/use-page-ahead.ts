import { startTransition, useEffect, useState } from 'react';
import { scopeOf } from '#domain/permissions/permissions.ts';
import { routeKey } from '#renderer/shared/navigation/navigation-store.ts';
import { type AnyPageSpec, registered } from '#renderer/shared/navigation/registry.ts';
import type { Route } from '#renderer/shared/navigation/route.ts';
import { onUsable, useSessionUser } from '#renderer/shared/session/session.ts';

/** Whoever works presses something again within this time; what is made meanwhile would be felt. */
const REST_MS = 1_500;
/** A page that waits longer for its answers is left as it is. */
const LONGEST_MS = 5_000;

const idle = (): Promise<unknown> => new Promise((resolve) => requestIdleCallback(resolve));
const delay = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));

let lastInput = 0;
for (const type of ['keydown', 'pointerdown', 'wheel'] as const) {
  window.addEventListener(
    type,
    () => {
      lastInput = performance.now();
    },
    { capture: true, passive: true },
  );
}

/** Nobody has pressed anything for a moment, and the window has nothing to do. */
const rest = async (): Promise<void> => {
  for (;;) {
    const left = REST_MS - (performance.now() - lastInput);
    if (left <= 0) {
      await idle();
      return;
    }
    await delay(left);
  }
};

/** What stands for something that is to come. */
const UNREADY = '[data-building], [aria-busy="true"], [role="progressbar"], .MuiSkeleton-root';

/** The page stands, with what it asked for. */
const made = async (key: string): Promise<void> => {
  const until = performance.now() + LONGEST_MS;
  for (let quiet = 0; quiet < 2 && performance.now() < until; ) {
    await delay(20);
    await idle();
    const frame = document.querySelector(`[data-page-frame="${CSS.escape(key)}"]`);
    quiet = frame === null || frame.querySelector(UNREADY) !== null ? 0 : quiet + 1;
  }
};

const specsFor = (roles: Parameters<typeof scopeOf>[0]): readonly (readonly [string, AnyPageSpec])[] => {
  const { pages, lists } = registered();
  const isClosed = (page: string): boolean =>
    lists.some(
      (list) => list.page === page && list.needs !== undefined && scopeOf(roles, list.needs) === 'none',
    );
  return Object.entries(pages).flatMap(([page, spec]) =>
    spec?.ahead === undefined || isClosed(page) ? [] : [[page, spec] as const],
  );
};

/**
 * Pages that are made, out of sight and one after the other, while nobody does anything: the first time a page is made its code runs unoptimized, its styles are
 * new and the host reads what it has not read before, which takes two or three times as long as later. Answers the one that is being made; `onMade`
 * hears of each that stands.
 */
export const usePageAhead = (onMade: (route: Route) => void): Route | null => {
  const { roles } = useSessionUser();
  const [making, setMaking] = useState<Route | null>(null);
  useEffect(() => {
    let isWanted = true;
    const make = async ([page, { load, ahead }]: readonly [string, AnyPageSpec]): Promise<void> => {
      await Promise.all([load(), rest()]);
      const params = await ahead?.();
      await rest();
      if (!isWanted || params === null || params === undefined) return;
      const route = { page, ...params } as Route;
      startTransition(() => setMaking(route));
      await made(routeKey(route));
      if (!isWanted) return;
      onMade(route);
      setMaking(null);
    };
    const makeAll = async (): Promise<void> => {
      for (const one of specsFor(roles)) if (isWanted) await make(one);
    };
    const stop = onUsable(() => {
      makeAll().catch((error: unknown) => console.error('A page could not be made ahead:', error));
    });
    return () => {
      isWanted = false;
      stop();
    };
  }, [roles, onMade]);
  return making;
};
