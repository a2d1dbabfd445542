import type { Plan } from './plan.ts';

/** What went wrong once, made small, with what it was. */
export const STORIES: readonly { readonly title: string; readonly plan: Plan }[] = [
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
