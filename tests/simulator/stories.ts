import type { Plan } from './plan.ts';

/** What went wrong once, made small, with what it was. */
type Story = {
  readonly title: string;
  readonly plan: Plan;
  /** What it needs that the sync can't do yet; it is played by hand (`npm run simulate -- --plans FILE`). */
  readonly notYet?: string;
};

export const STORIES: readonly Story[] = [
  {
    title: 'an edit is sent, the database is made anew, and somebody else brings the version before',
    notYet: 'newer local versions are dropped for what the new database got first',
    plan: {
      ...{ seed: 78, machines: 3, nodes: 1 },
      steps: [
        { kind: 'act', gapMs: 1588, who: 2, act: 'step', seed: 1807546459 },
        { kind: 'line', gapMs: 0, who: 0, state: 'good' },
        { kind: 'line', gapMs: 0, who: 0, state: 'bad' },
        { kind: 'recreate', gapMs: 45 },
      ],
    },
  },
  {
    // Its mark was never taken off: the first load leaves no note of what the server has, and only such notes were compared.
    title: 'a console dies between the mark of an edit and the edit',
    plan: {
      ...{ seed: 143, machines: 2, nodes: 1 },
      steps: [
        { kind: 'crash', gapMs: 1704, who: 1, writes: 3, isWritten: false, offMs: 1 },
        { kind: 'act', gapMs: 0, who: 1, act: 'edit', seed: 1664389854 },
      ],
    },
  },
];
