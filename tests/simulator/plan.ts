import type { LineState } from './network.ts';
import { type Random, randomFrom, seedOf } from './random.ts';

export type ActKind = 'edit' | 'assign' | 'step' | 'say' | 'create' | 'decide';

/** What happens, in order; `gapMs` after what stands before it. `who` is a machine. */
export type Step = { readonly gapMs: number } & (
  | { readonly kind: 'act'; readonly who: number; readonly act: ActKind; readonly seed: number }
  | { readonly kind: 'line'; readonly who: number; readonly state: LineState }
  | {
      readonly kind: 'crash';
      readonly who: number;
      /** Writes to the disk until then; 0: at once. */
      readonly writes: number;
      readonly isWritten: boolean;
      readonly offMs: number;
    }
  | { readonly kind: 'pause' | 'resume'; readonly who: number }
  | { readonly kind: 'clock'; readonly who: number; readonly offsetMs: number }
  | { readonly kind: 'image' | 'restore'; readonly who: number }
  | { readonly kind: 'backup' | 'restore server' | 'recreate' | 'compact' }
  | { readonly kind: 'cut' | 'reroute'; readonly who: number; readonly node: number }
  | { readonly kind: 'join' }
  | { readonly kind: 'garbage'; readonly seed: number }
);

/** Kinds of trouble, each a switch. */
export const TROUBLES = [
  'lines',
  'crashes',
  'pauses',
  'compaction',
  'recreated databases',
  'clocks',
  'cluster',
  'restored profiles',
  'restored servers',
  'garbage',
] as const;
export type Trouble = (typeof TROUBLES)[number];

export type Plan = {
  readonly seed: number;
  readonly machines: number;
  readonly nodes: number;
  readonly steps: readonly Step[];
};

const HOUR_MS = 3_600_000;

/** How often somebody does what. */
const USUAL: readonly ActKind[] = [
  ...(['edit', 'edit', 'edit', 'edit', 'assign', 'assign', 'step', 'step', 'step'] as const),
  ...(['say', 'say', 'create', 'decide'] as const),
];

const gap = (random: Random): number =>
  random.pick([0, 1, 20, 100, 400, 1_500, 6_000]) + random.below(random.pick([1, 50, 2_000]));

type Make = (random: Random, who: number, nodes: number) => readonly Step[];

const anyAct = (random: Random, who: number): Step => ({
  ...{ kind: 'act', gapMs: gap(random), who, act: random.pick(USUAL), seed: random.below(2 ** 31) },
});

/** What somebody did, alone or with somebody else, before the next thing happens; often long enough ago that all have it. */
const someWork = (random: Random, who: number): readonly Step[] => [
  anyAct(random, who),
  ...(random.chance(0.5) ? [anyAct(random, random.below(2))] : []),
];

const MAKERS: Readonly<Record<Trouble, Make>> = {
  lines: (random, who) => {
    const state = random.pick<LineState>(['down', 'silent', 'bad', 'bad', 'good']);
    return [{ kind: 'line', gapMs: gap(random), who, state }];
  },
  crashes: (random, who) => [
    {
      kind: 'crash',
      ...{ gapMs: gap(random), who, writes: random.below(9), isWritten: random.chance(0.5) },
      offMs: random.pick([1, 500, 20_000]),
    },
  ],
  pauses: (random, who) => [{ kind: random.chance(0.5) ? 'pause' : 'resume', gapMs: gap(random), who }],
  compaction: (random) => [{ kind: 'compact', gapMs: gap(random) }],
  'recreated databases': (random, who) => [
    ...someWork(random, who),
    { kind: 'recreate', gapMs: gap(random) },
    ...someWork(random, who),
  ],
  clocks: (random, who) => [
    {
      kind: 'clock',
      ...{ gapMs: gap(random), who },
      offsetMs: random.pick([-8_760, -24, -1, -0.2, 0, 0.2, 1, 24]) * HOUR_MS,
    },
  ],
  cluster: (random, who, nodes) => {
    const node = random.below(nodes);
    const kind = random.pick(['cut', 'reroute', 'join'] as const);
    if (kind === 'join') return [{ kind, gapMs: gap(random) }];
    return [{ kind, gapMs: gap(random), who, node }];
  },
  'restored profiles': (random, who) => [
    ...(random.chance(0.7) ? [{ kind: 'image' as const, gapMs: gap(random), who }] : []),
    ...someWork(random, who),
    ...(random.chance(0.7) ? [{ kind: 'restore' as const, gapMs: gap(random), who }] : []),
  ],
  'restored servers': (random, who) => [
    ...(random.chance(0.8) ? [{ kind: 'backup' as const, gapMs: gap(random) }] : []),
    ...someWork(random, who),
    ...(random.chance(0.8) ? [{ kind: 'restore server' as const, gapMs: gap(random) }] : []),
  ],
  garbage: (random) => [{ kind: 'garbage', gapMs: gap(random), seed: random.below(2 ** 31) }],
};

/** What is rare in life is rare here. */
const WEIGHTS: Readonly<Record<Trouble, number>> = {
  lines: 12,
  crashes: 5,
  pauses: 2,
  compaction: 1,
  'recreated databases': 1,
  clocks: 4,
  cluster: 8,
  'restored profiles': 3,
  'restored servers': 3,
  garbage: 2,
};

const pickTrouble = (random: Random, troubles: readonly Trouble[]): Trouble => {
  let left = random.below(troubles.reduce((sum, trouble) => sum + WEIGHTS[trouble], 0));
  for (const trouble of troubles) {
    left -= WEIGHTS[trouble];
    if (left < 0) return trouble;
  }
  return 'lines';
};

/** The plan of a seed. Each has a few kinds of trouble, so that a failure is about few things. */
export const planOf = (seed: number, allowed: readonly Trouble[]): Plan => {
  const random = randomFrom(seedOf(seed, 'plan'));
  const chosen = allowed.filter((trouble) => trouble === 'lines' || random.chance(0.5));
  const nodes = chosen.includes('cluster') ? 2 + random.below(2) : 1;
  // What goes wrong goes wrong among few, in few steps: more and shorter runs find more in the same time.
  const machines = random.chance(0.7) ? 2 : 3;
  const length = 5 + random.below(10);
  // Who is cut off works on what others work on, too.
  const steps: Step[] = Array.from({ length: machines }, (_, who): Step[] =>
    random.chance(0.4) ? [{ kind: 'line', gapMs: 0, who, state: 'down' }] : [],
  ).flat();
  while (steps.length < length) {
    const who = random.below(machines);
    if (random.chance(0.4) && chosen.length > 0) {
      steps.push(...MAKERS[pickTrouble(random, chosen)](random, who, nodes));
    } else {
      steps.push(anyAct(random, who));
    }
  }
  return { seed, machines, nodes, steps };
};
