import { useMemo } from 'react';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import type { ViewContext } from './feature.ts';

/** Views about "soon" and "today" move on in such steps: a standing list is not asked anew with every tick of the clock. */
const STEP_MS = 5 * 60_000;

/** Who looks at the views, and when. The same object until one of it changes. */
export const useViewContext = (): ViewContext => {
  const { personId, teamIds } = useSessionUser();
  const step = Math.floor(useNow() / STEP_MS);
  return useMemo(() => ({ personId, teamIds, now: new Date(step * STEP_MS) }), [personId, teamIds, step]);
};
