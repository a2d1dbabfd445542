import { describe, expect, it } from 'vitest';
import { answersOf, DIAGNOSIS, isRun, isRunOf, runIn, runOf, runsIn } from '#domain/diagnosis/run.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { diagnose } from '#domain/incidents/diagnose.ts';
import { correctableUntil, isSaid } from '#domain/journal/corrections.ts';
import { isTakeable } from '#domain/merge/take-back.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { unwrap } from '../env.ts';
import { mergeTickets } from '../merge/records.ts';
import { write } from '../permissions/writes.ts';
import { as, recordIn } from '../processes/world.ts';
import { VPN } from './scripts.ts';

const ANSWERS = [
  { stepId: 'other sites', wayId: 'yes', text: '' },
  { stepId: 'where', wayId: 'where-0', text: '' },
  { stepId: 'message', wayId: 'text', text: 'Error 800' },
];
const run = runOf('script-1', 3, VPN, ANSWERS);
const incident = recordIn(INCIDENT, 'in_progress') as unknown as Incident;

describe('what a script was answered', () => {
  it('says itself what was asked, and is one of its script only as that was', () => {
    expect(run).toMatchObject({
      ...{ title: VPN.title, version: 3, outcome: { kind: 'resolve', closureCode: 'assistance' } },
      answers: [
        { question: 'Is it other sites?', answer: 'yes_no', wayId: 'yes', text: '' },
        { question: 'Which where?', answer: 'choices', text: 'At home' },
        { question: 'What does message say?', answer: 'text', text: 'Error 800' },
      ],
    });
    expect(answersOf(run)).toEqual(ANSWERS);
    expect(isRunOf(run, VPN)).toBe(true);
    expect(isRunOf({ ...run, title: 'Another' }, VPN)).toBe(false);
    const [first, ...others] = VPN.steps;
    const edited = { ...VPN, steps: [{ ...first, question: 'Is it raining?' } as typeof first, ...others] };
    expect(isRunOf(run, edited as typeof VPN)).toBe(false);
    expect(isRunOf({ ...run, outcome: null }, VPN)).toBe(false);
  });

  it('that was left has no outcome', () => {
    expect(runOf('script-1', 3, VPN, ANSWERS.slice(0, 1))).toMatchObject({ outcome: null, answers: [{}] });
  });

  it('is one entry of the history, that changes nothing, is no slip to correct and nothing to take back', () => {
    const told = unwrap(diagnose(incident, run, as('service-desk')));
    const entry = told.journal.at(-1);
    if (entry === undefined) throw new Error('no entry');
    expect(told.journal.length).toBe(incident.journal.length + 1);
    expect({ ...told, journal: [], updatedAt: '', updatedBy: '' }).toEqual({
      ...{ ...incident, journal: [], updatedAt: '', updatedBy: '' },
    });
    expect(runIn(entry)).toEqual(run);
    expect([isSaid(entry), isTakeable(entry), correctableUntil(entry.at, 1) > 0]).toEqual([
      false,
      false,
      true,
    ]);
    expect(runsIn(told.journal).map((one) => one.run.title)).toEqual([VPN.title]);
  });

  it('of two consoles at once is two entries after the merge, and nothing to decide', () => {
    const mine = unwrap(diagnose(incident, run, as('service-desk')));
    const theirs = unwrap(diagnose(incident, { ...run, title: 'Printer' }, as('team-lead')));
    const merged = mergeTickets(incident, mine, theirs).merged;
    expect(
      runsIn(merged.journal)
        .map((one) => one.run.title)
        .sort(),
    ).toEqual(['Printer', VPN.title]);
    expect(merged.openClashes).toBe(0);
  });

  it.each([
    ['nothing that was answered', { ...run, answers: [] }],
    ['an outcome that is a step', { ...run, outcome: { ...run.outcome, kind: 'step' } }],
    ['an answer that is no answer', { ...run, answers: [{ stepId: 1 }] }],
    ['no version', { ...run, version: 0 }],
    ['words', 'Yes'],
  ])('is none with %s', (_name, value) => {
    expect(isRun(value)).toBe(false);
    const forged = {
      ...incident,
      journal: [
        ...incident.journal,
        { ...entryOf(), changes: [{ field: DIAGNOSIS, from: null, to: value }] },
      ],
    };
    expect(write('tickets', incident, stamped(forged), ['service-desk'])).toMatchObject({
      ...{ ok: false, reason: 'history.no_run' },
    });
  });

  it.each([
    ['as a comment', { kind: 'comment' }],
    ['beside another change', { changes: [...entryOf().changes, { field: 'title', from: 'a', to: 'b' }] }],
  ])('is not taken by the server %s', (_name, more) => {
    const forged = { ...incident, journal: [...incident.journal, { ...entryOf(), ...more }] };
    expect(write('tickets', incident, stamped(forged as Incident), ['service-desk'])).toMatchObject({
      ok: false,
    });
  });

  it('is taken by the server from whoever may write a note', () => {
    const told = unwrap(diagnose(incident, run, as('knowledge-manager')));
    expect(write('tickets', incident, told, ['knowledge-manager'])).toEqual({ ok: true });
  });
});

function entryOf() {
  const told = unwrap(diagnose(incident, run, as('service-desk'))).journal.at(-1);
  if (told === undefined) throw new Error('no entry');
  return told;
}
function stamped(record: Incident): Incident {
  const last = record.journal.at(-1);
  return { ...record, updatedAt: last?.at ?? '', updatedBy: last?.by ?? '' };
}
