/** One measured number of the design's table of targets, beside what it was compared with in the same run. */
export type Figure = {
  readonly figure: string;
  /** The size or state it was measured at. */
  readonly at: string;
  /** With its unit: 'ms', 'docs/s', 'MB'. */
  readonly ours: string;
  readonly rival: string;
  /** Ours against the rival in the direction the target speaks of; null when only a limit is asked for. */
  readonly ratio: number | null;
  readonly target: string;
  readonly reached: boolean;
  readonly note: string;
};

/** The value that a share of all lies at or below; `share` 0.5 is the median. Of an empty list NaN. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const ms = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const perSecond = (msPerDocument: number): string => `${Math.round(1000 / msPerDocument)} docs/s`;

/** How fast we are beside a rival; costs in ms a document, `least` is how many times as fast as the rival we want to be. */
export const speedAgainst = (
  cost: { readonly ours: number; readonly rival: number },
  least: number,
): Pick<Figure, 'ours' | 'rival' | 'ratio' | 'target' | 'reached'> => {
  const ratio = cost.rival / cost.ours;
  return {
    ours: perSecond(cost.ours),
    rival: perSecond(cost.rival),
    ratio,
    target: `>= ${least.toFixed(2)}x`,
    reached: ratio >= least,
  };
};

const ROW = ['figure', 'at', 'ours', 'rival', 'ratio', 'target', 'reached'] as const;

/** The figures as a table in plain text, notes below. */
export const tableOf = (figures: readonly Figure[]): string => {
  const rows = [
    [...ROW],
    ...figures.map((figure) => [
      figure.figure,
      figure.at,
      figure.ours,
      figure.rival,
      figure.ratio === null ? '' : figure.ratio.toFixed(2),
      figure.target,
      figure.reached ? 'yes' : 'NO',
    ]),
  ];
  const widths = ROW.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  const notes = figures.filter(({ note }) => note !== '').map(({ figure, note }) => `- ${figure}: ${note}`);
  return [...lines.map((line) => line.trimEnd()), '', ...notes].join('\n');
};
