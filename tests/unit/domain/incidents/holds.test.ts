/** Waiting as the history tells it: a table of incidents, how often and how long each was held, and what looks like stopping the clock. */
import { describe, expect, it } from 'vitest';
import type { Incident } from '#domain/fields/tickets.ts';
import { HOLD_BOUNDS, type HoldSign, holdAccount, holdsOf, type Worked } from '#domain/incidents/holds.ts';
import { correctionOf } from '#domain/journal/correct-words.ts';
import { takeBack } from '#domain/merge/take-back.ts';
import { envOf, unwrap } from '../env.ts';
import { anIncident, contextOf } from '../fixtures.ts';
import { addComment, stepIncident } from '../incidents.ts';

const START = Date.UTC(2026, 10, 20, 9);
const at = (minute: number) => new Date(START + minute * 60_000).toISOString();
const desk = (minute: number) => contextOf(envOf(['service-desk'], at(minute)));
const roundTheClock: Worked = (from, to) => (to - from) / 60_000;

type Deed = (incident: Incident) => Incident;
const step =
  (minute: number, to: string, more: object = {}): Deed =>
  (incident) =>
    unwrap(stepIncident(incident, { to, ...more }, desk(minute)));
const hold = (minute: number, holdReason: string, comment?: string): Deed =>
  step(minute, 'on_hold', { holdReason, comment });
const say =
  (minute: number): Deed =>
  (incident) =>
    unwrap(addComment(incident, { text: 'What is its serial?' }, desk(minute)));
const withdrawComment =
  (minute: number): Deed =>
  (incident) => {
    const entryId = incident.journal.find(({ kind }) => kind === 'comment')?.id ?? '';
    const made = unwrap(correctionOf(incident.journal, { entryId, text: null }, 60, desk(minute).env));
    if (made === null) throw new Error('nothing was withdrawn');
    return { ...incident, journal: [...incident.journal, made] };
  };
const solve = (minute: number): Deed =>
  step(minute, 'resolved', {
    ...{ closureCode: 'assistance', closureNotes: 'Done', teamId: 'team-1', assigneeId: 'person-1' },
  });
const undoLast =
  (minute: number): Deed =>
  (incident) =>
    unwrap(takeBack('tickets', incident, incident.journal.at(-1)?.id ?? '', desk(minute).env));

/** With a target of four hours; asked at the end of the second day. */
const story = (...deeds: readonly Deed[]): Incident => {
  const opened = anIncident(envOf(['service-desk'], at(0)));
  const incident = deeds.reduce((now, deed) => deed(now), opened);
  return { ...incident, sla: { ...incident.sla, resolutionMinutes: 240 } };
};
const NOW = START + 2 * 24 * 60 * 60_000;
const account = (incident: Incident) => holdAccount(incident, roundTheClock, NOW);

type Case = readonly [string, Incident, { times: number; minutes: number; signs: readonly HoldSign[] }];
const CASES: readonly Case[] = [
  ['never held', story(step(10, 'in_progress')), { times: 0, minutes: 0, signs: [] }],
  [
    'held for a vendor and taken up again',
    story(hold(10, 'awaiting_vendor'), step(70, 'in_progress')),
    { times: 1, minutes: 60, signs: [] },
  ],
  ['held until now', story(hold(10, 'awaiting_vendor')), { times: 1, minutes: 2 * 24 * 60 - 10, signs: [] }],
  [
    'another reason is no further hold',
    story(hold(10, 'awaiting_vendor'), hold(40, 'awaiting_change'), step(70, 'in_progress')),
    { times: 1, minutes: 60, signs: [] },
  ],
  [
    'held for a caller who was told',
    story(hold(10, 'awaiting_caller', 'Which room?'), step(20, 'in_progress')),
    { times: 1, minutes: 10, signs: [] },
  ],
  [
    'told a moment before',
    story(say(5), hold(10, 'awaiting_problem'), step(20, 'in_progress')),
    { times: 1, minutes: 10, signs: [] },
  ],
  [
    'held for a caller whose words were withdrawn again',
    story(hold(10, 'awaiting_caller', 'Which room?'), withdrawComment(11), step(20, 'in_progress')),
    { times: 1, minutes: 10, signs: ['untold'] },
  ],
  [
    'held just before the target',
    story(hold(200, 'awaiting_vendor'), step(210, 'in_progress')),
    { times: 1, minutes: 10, signs: ['near_target'] },
  ],
  [
    'waiting does not use the target up',
    story(hold(10, 'awaiting_vendor'), step(210, 'in_progress'), hold(215, 'awaiting_vendor'), solve(216)),
    { times: 2, minutes: 201, signs: [] },
  ],
  [
    'held when the target was missed already',
    story(hold(300, 'awaiting_vendor'), solve(310)),
    { times: 1, minutes: 10, signs: [] },
  ],
  [
    'held three times',
    story(
      ...[10, 30, 50].flatMap((minute) => [
        hold(minute, 'awaiting_vendor'),
        step(minute + 10, 'in_progress'),
      ]),
    ),
    { times: 3, minutes: 30, signs: ['often'] },
  ],
  [
    'put on hold by mistake and taken back',
    story(hold(10, 'awaiting_vendor'), undoLast(15)),
    { times: 0, minutes: 0, signs: [] },
  ],
];

describe('the account of waiting', () => {
  it.each(CASES)('%s', (_what, incident, expected) => {
    const { times, minutes, signs } = account(incident);
    expect({ times, minutes, signs }).toEqual(expected);
  });

  it('held for a caller whom nobody told anything, as an import or a company without that rule has it', () => {
    const incident = story(hold(10, 'awaiting_problem'), step(20, 'in_progress'));
    const journal = incident.journal.map((entry) => ({
      ...entry,
      changes: entry.changes.map((change) =>
        change.to === 'awaiting_problem' ? { ...change, to: 'awaiting_caller' } : change,
      ),
    }));
    expect(account({ ...incident, journal }).signs).toEqual(['untold']);
  });

  it('long is more than the bound, and by whom the list asks', () => {
    const incident = story(hold(10, 'awaiting_vendor'), step(20, 'in_progress'));
    const bounds = { ...HOLD_BOUNDS, longMinutes: 9 };
    expect(holdAccount(incident, roundTheClock, NOW, bounds).signs).toEqual(['long']);
  });

  it('adds up by reason, the longest first', () => {
    const incident = story(hold(10, 'awaiting_vendor'), hold(20, 'awaiting_change'), step(60, 'in_progress'));
    expect(account(incident).byReason).toEqual([
      { reason: 'awaiting_change', minutes: 40 },
      { reason: 'awaiting_vendor', minutes: 10 },
    ]);
  });

  it('tells who, from when to when, and what was left of the target', () => {
    const [first] = holdsOf(story(hold(60, 'awaiting_vendor'), solve(90)), roundTheClock, NOW);
    expect(first).toMatchObject({
      ...{ from: at(60), to: at(90), by: 'person-1', leftMinutes: 180, isNew: true },
    });
  });

  it('says the same in whichever order the entries came', () => {
    const incident = story(hold(10, 'awaiting_vendor'), step(20, 'in_progress'), hold(30, 'awaiting_change'));
    const turned = { ...incident, journal: [...incident.journal].reverse() };
    expect(account(turned)).toEqual(account(incident));
  });
});
