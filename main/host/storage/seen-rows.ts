/** The rows of a table whose documents were compared with their checksums lately, each with the checksum it had. */
export type SeenRows = {
  readonly has: (n: number, sum: number) => boolean;
  readonly note: (n: number, sum: number) => void;
  /** What is shown next is compared again. */
  readonly forget: () => void;
};

/** More than anybody scrolls through; two megabytes at most. */
const REMEMBERED = 30_000;

export const createSeenRows = (): SeenRows => {
  const sums = new Map<number, number>();
  return {
    has: (n, sum) => sums.get(n) === sum,
    note: (n, sum) => {
      if (sums.size >= REMEMBERED) sums.clear();
      sums.set(n, sum);
    },
    forget: () => sums.clear(),
  };
};
