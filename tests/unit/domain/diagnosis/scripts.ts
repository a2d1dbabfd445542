/** Scripts for the tests, put together from what leads where. */
import { BLANK_GOAL, type Goal, type Script, type ScriptStep } from '#domain/diagnosis/script.ts';

export const to = (stepId: string | null): Goal => ({ ...BLANK_GOAL, kind: 'step', stepId });
export const byHand: Goal = BLANK_GOAL;
export const goal = (kind: Goal['kind'], more: Partial<Goal> = {}): Goal => ({
  ...BLANK_GOAL,
  kind,
  ...more,
});

export const asked = (id: string, yes: Goal, no: Goal, more: Partial<ScriptStep> = {}): ScriptStep => ({
  ...{ id, question: `Is it ${id}?`, help: '', answer: 'yes_no' },
  ways: [
    { id: 'yes', label: '', goal: yes },
    { id: 'no', label: '', goal: no },
  ],
  ...more,
});

export const chosen = (id: string, ways: readonly (readonly [label: string, goal: Goal])[]): ScriptStep => ({
  ...{ id, question: `Which ${id}?`, help: '', answer: 'choices' },
  ways: ways.map(([label, leadsTo], at) => ({ id: `${id}-${at}`, label, goal: leadsTo })),
});

export const typed = (id: string, leadsTo: Goal): ScriptStep => ({
  ...{ id, question: `What does ${id} say?`, help: '', answer: 'text' },
  ways: [{ id: 'text', label: '', goal: leadsTo }],
});

export const scriptOf = (...steps: readonly ScriptStep[]): Script => ({
  ...{ title: 'VPN does not connect', about: '', categories: ['Network'] },
  steps: [...steps],
});

/** Three questions, with every kind of answer, to four outcomes. */
export const VPN = scriptOf(
  asked('other sites', to('where'), goal('team', { teamId: 'team-network', words: 'No internet at home.' })),
  chosen('where', [
    ['At home', to('message')],
    ['In a hotel', goal('known_error', { words: 'hotel wifi vpn' })],
    ['Abroad', goal('lead', { words: 'Abroad: needs a permit.' })],
  ]),
  typed('message', goal('resolve', { closureCode: 'assistance', words: 'Signed in again.' })),
);
