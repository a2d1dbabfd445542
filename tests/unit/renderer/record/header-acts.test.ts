import { describe, expect, it } from 'vitest';
import { INCIDENT } from '#domain/processes/incident.ts';
import type { Process } from '#domain/processes/process.ts';
import { PROCESSES } from '#domain/processes/registry.ts';
import { sharedOut, stepRank } from '#renderer/shared/record/header-acts.tsx';

type Entry = { readonly name: string; readonly rank: number };
const names = (entries: readonly Entry[]) => entries.map(({ name }) => name);
const PROCESS: Process = INCIDENT;
/** The steps of an incident in `state`, after the acts of its page as they are ranked. */
const inState = (state: keyof typeof INCIDENT.states, acts: readonly Entry[] = []) =>
  sharedOut([
    ...acts,
    ...INCIDENT.steps
      .filter(({ from, act, automatic }) => from === state && act === 'step' && !automatic)
      .map(({ name, to }, place) => ({ name, rank: stepRank(PROCESS.states[to], place) })),
  ]);
const ACTS: readonly Entry[] = [
  { name: 'duplicate', rank: 25 },
  { name: 'propose', rank: 30 },
  { name: 'announce', rank: 20 },
];

describe('the acts of a record', () => {
  it.each([
    ['new', ['start', 'hold', 'resolve'], ['propose', 'duplicate', 'announce', 'cancel']],
    ['in_progress', ['hold', 'resolve'], ['propose', 'duplicate', 'announce', 'cancel']],
    ['on_hold', ['resume', 'hold_for', 'resolve'], ['propose', 'duplicate', 'announce', 'cancel']],
  ] as const)('that are wanted most in %s are buttons, in the order of the table', (state, buttons, menu) => {
    const shared = inState(state, ACTS);
    expect(names(shared.buttons)).toEqual(buttons);
    expect(names(shared.menu)).toEqual(menu);
  });

  it('of a solved incident are to write an article and its steps', () => {
    const shared = inState('resolved', [{ name: 'article', rank: 60 }, ...ACTS]);
    expect(names(shared.buttons)).toEqual(['article', 'close', 'reopen']);
  });

  it('that would be alone in the menu are buttons', () => {
    expect(sharedOut([{ name: 'announce', rank: 20 }])).toMatchObject({ buttons: [{}], menu: [] });
    expect(names(inState('in_progress').buttons)).toEqual(['hold', 'resolve', 'cancel']);
  });

  it('are all there, once, in every state of every process, and never more than fit', () => {
    for (const process of Object.values(PROCESSES) as readonly Process[]) {
      for (const state of Object.keys(process.states)) {
        const all = [
          ...ACTS,
          ...process.steps
            .filter(({ from }) => from === state)
            .map(({ name, to }, place) => ({ name, rank: stepRank(process.states[to], place) })),
        ];
        const { buttons, menu } = sharedOut(all);
        expect([...buttons, ...menu].map(({ name }) => name).sort()).toEqual(names(all).sort());
        expect(buttons.length).toBeLessThanOrEqual(menu.length === 0 ? 4 : 3);
        expect(menu.length).not.toBe(1);
      }
    }
  });
});
