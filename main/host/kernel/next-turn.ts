/**
 * Lets the event loop have its turn. The store answers synchronously behind its promises, so a long loop of awaits alone would neither
 * send its progress nor hear that it was cancelled, and would hold up every other call; and it would keep every document it wrote, since
 * what RxDB refers to weakly is let go between turns only.
 */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
