import type { Bench, Measurement } from './bench.ts';
import { runWorker } from './child.ts';
import { type Figure, ms } from './figure.ts';
import type { ImportedKind } from './import-files.ts';
import type { Measured } from './workers/import.ts';

type Answer = { readonly imported: Measured; readonly undone: Measured | null };
type Size = { readonly kind: ImportedKind; readonly few: number; readonly many: number };

const SIZES: readonly Size[] = [
  { kind: 'configItems', few: 10_000, many: 100_000 },
  { kind: 'people', few: 10_000, many: 100_000 },
  { kind: 'incidents', few: 10_000, many: 100_000 },
  { kind: 'inventories', few: 500, many: 2_500 },
];
const QUICKER = 10;

const MOST_GROWTH = 1.3;
const MOST_MB = 200;
const MOST_MS = 50;

const perThousand = ({ cpuMs }: Measured, rows: number): number => (cpuMs / rows) * 1_000;

/** What many cost against few, how much memory they take over the process at rest, and how long nobody was answered. */
const figuresOf = (
  name: string,
  { few, many }: Size,
  ours: { readonly few: Measured; readonly many: Measured },
): readonly Figure[] => {
  const at = `${many} rows`;
  const cost = perThousand(ours.many, many);
  const before = perThousand(ours.few, few);
  const grown = ours.many.peakMb - ours.many.restMb;
  return [
    {
      figure: `${name}: processor time for 1,000 rows`,
      ...{ at, ours: ms(cost), rival: `${ms(before)} (${few} rows)`, ratio: cost / before },
      ...{ target: `<= ${MOST_GROWTH}x`, reached: cost / before <= MOST_GROWTH, note: '' },
    },
    {
      figure: `${name}: memory over the process at rest`,
      ...{
        at,
        ours: `${grown.toFixed(0)} MB`,
        rival: `${ours.many.restMb.toFixed(0)} MB at rest`,
        ratio: null,
      },
      ...{ target: `<= ${MOST_MB} MB`, reached: grown <= MOST_MB, note: '' },
    },
    {
      figure: `${name}: longest time nobody was answered`,
      ...{ at, ours: ms(ours.many.longestMs), rival: '', ratio: null },
      ...{ target: `<= ${MOST_MS} ms`, reached: ours.many.longestMs <= MOST_MS },
      note: `processor time of the thread between two turns; 99 of 100 below ${ms(ours.many.usualMs)}`,
    },
  ];
};

async function measure(bench: Bench): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const given of SIZES) {
    const shrink = bench.quick ? QUICKER : 1;
    const size = { ...given, few: given.few / shrink, many: given.many / shrink };
    const { kind, few, many } = size;
    const run = (rows: number): Promise<Answer> => {
      bench.progress(`${rows} ${kind}`);
      return runWorker<Answer>(bench, 'import.ts', [
        kind,
        String(rows),
        bench.folder(`${kind}-${rows}`),
        'undo',
      ]);
    };
    const [one, other] = [await run(few), await run(many)];
    figures.push(...figuresOf(`import of ${kind}`, size, { few: one.imported, many: other.imported }));
    if (one.undone !== null && other.undone !== null)
      figures.push(...figuresOf(`undoing ${kind}`, size, { few: one.undone, many: other.undone }));
  }
  return figures;
}

export const imports: Measurement = { name: 'imports', measure };
