const WINDOW_MS = 10_000;

/** Documents moved a second over the last ten seconds. */
export const createRate = (now: () => number = Date.now) => {
  let moves: readonly { readonly at: number; readonly count: number }[] = [];
  const recent = (): readonly { readonly at: number; readonly count: number }[] => {
    const since = now() - WINDOW_MS;
    moves = moves.filter((move) => move.at > since);
    return moves;
  };
  return {
    add: (count: number): void => {
      if (count > 0) moves = [...recent(), { at: now(), count }];
    },
    perSecond: (): number =>
      Math.round((recent().reduce((sum, move) => sum + move.count, 0) * 1_000) / WINDOW_MS),
  };
};
