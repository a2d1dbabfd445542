import { describe, expect, it } from 'vitest';
import type { Ticket } from '#domain/fields/tables.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { escalateToLead } from '#domain/incidents/escalation.ts';
import { acceptMajor, postUpdate, proposeMajor } from '#domain/incidents/major.ts';
import { isQuiet, mentionsIn, type Reader, toldOf } from '#domain/notices/notices.ts';
import { type ProcessResult, updateRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import type { ProcessContext, ProcessRecord } from '#domain/processes/process.ts';
import { addComment, addNote, takeStep } from '#domain/processes/steps.ts';
import { assignTicket } from '#domain/processes/ticket-acts.ts';
import { actorWith, envOf, unwrap } from '../env.ts';
import { contextOf } from '../fixtures.ts';
import { aRecord } from '../processes/world.ts';

const other = contextOf({ ...envOf(['team-lead']), actor: actorWith(['team-lead'], 'person-other') });
const me: Reader = {
  ...{ personId: 'me', login: 'mia.desk', teamIds: ['team-mine'], leads: false },
  watches: () => false,
};
const leading: Reader = { ...me, leads: true };
const watching: Reader = { ...me, watches: () => true };

type Rule = (ticket: ProcessRecord & Ticket, ctx: ProcessContext) => ProcessResult<ProcessRecord>;
/** What I am told of what somebody else did. */
const told = (rule: Rule, reader: Reader = me, more: object = {}): readonly string[] => {
  const before = { ...aRecord(INCIDENT, { assigneeId: null }), ...more } as ProcessRecord & Ticket;
  const after = unwrap(rule(before, other)) as ProcessRecord & Ticket;
  const entries = after.journal.filter(({ id }) => !before.journal.some((one) => one.id === id));
  return toldOf(after, entries, reader).map(({ kind }) => kind);
};
const note =
  (text: string): Rule =>
  (ticket, ctx) =>
    addNote(INCIDENT, ticket, { text }, ctx);
const comment: Rule = (ticket, ctx) => addComment(INCIDENT, ticket, { text: 'Any news?' }, ctx);
const assign =
  (input: object): Rule =>
  (ticket, ctx) =>
    assignTicket(INCIDENT, ticket, input, ctx);
const start: Rule = (ticket, ctx) => takeStep(INCIDENT, ticket, { to: 'in_progress' }, ctx);
const edit: Rule = (ticket, ctx) => updateRecord(INCIDENT, ticket, { title: 'Another' }, ctx);
const mine = { assigneeId: 'me' };
const asIncident =
  (rule: (incident: Incident, ctx: ProcessContext) => ProcessResult<Incident>): Rule =>
  (ticket, ctx) =>
    rule(ticket as Incident, ctx);
const escalate = (toId: string): Rule =>
  asIncident((incident, ctx) =>
    escalateToLead(incident, { level: 'team_lead', toId, reason: 'The plant stands still' }, ctx),
  );
const propose = asIncident((incident, ctx) => proposeMajor(incident, { reason: 'Everybody calls' }, ctx));
const accept = asIncident((incident, ctx) =>
  acceptMajor(incident, { reason: 'It is', updateMinutes: 30 }, ctx),
);
const update = asIncident((incident, ctx) => postUpdate(incident, { text: 'Still looking' }, ctx));
const major = { majorState: 'accepted', updateMinutes: 30, updatedLastAt: '2026-11-20T09:00:00.000Z' };

describe('people are told', () => {
  it.each<[string, readonly string[], Rule, Reader, object]>([
    ['that a ticket is theirs', ['assigned'], assign({ assigneeId: 'me' }), me, {}],
    ['that a ticket is their team’s', ['team'], assign({ teamId: 'team-mine' }), me, {}],
    [
      'nothing of what a colleague of the team got',
      [],
      assign({ teamId: 'team-mine', assigneeId: 'them' }),
      me,
      {},
    ],
    ['that they are named', ['mentioned'], note('Ask @Mia.Desk, she knows.'), me, {}],
    ['nothing of names that are longer', [], note('Ask @mia.desk.two or info@mia.desk'), me, {}],
    ['of words on what is theirs', ['comment'], comment, me, mine],
    ['of words on what they watch', ['comment'], comment, watching, {}],
    ['nothing of words on what is not theirs', [], comment, me, {}],
    ['of steps on what is theirs', ['state'], start, me, mine],
    ['nothing of edits', [], edit, watching, mine],
    ['that they are called by an escalation', ['escalated'], escalate('me'), me, {}],
    ['nothing of a call to somebody else', [], escalate('them'), me, {}],
    ['of what is proposed as major, who decides on it', ['major'], propose, leading, {}],
    ['nothing of what is proposed, who does not', [], propose, me, mine],
    ['of what became major, whose it is', ['major'], accept, me, { ...mine, majorState: 'proposed' }],
    ['of updates, whom they are for', ['major'], update, me, { ...major, informedIds: ['me'] }],
    ['nothing of updates for others', [], update, me, { ...major, informedIds: ['them'] }],
    ['of updates as of words, whose it is', ['comment'], update, me, { ...major, ...mine }],
  ])('%s', (_what, kinds, rule, reader, more) => {
    expect(told(rule, reader, more)).toEqual(kinds);
  });

  it('nothing of what they did themselves', () => {
    expect(told(comment, { ...watching, personId: 'person-other' })).toEqual([]);
  });
});

it('mentions are logins behind an @, each once', () => {
  expect(mentionsIn('@anna.sd and (@Finn.Field): see @anna.sd. Mail a@b.example, @-x, @@z')).toEqual([
    'anna.sd',
    'finn.field',
  ]);
  expect(mentionsIn(null)).toEqual([]);
});

it.each([
  ['22:00', '07:00', '23:30', true],
  ['22:00', '07:00', '06:59', true],
  ['22:00', '07:00', '07:00', false],
  ['12:00', '13:00', '12:30', true],
  ['12:00', '13:00', '13:00', false],
  ['08:00', '08:00', '08:00', false],
  [null, '07:00', '03:00', false],
])('from %s to %s it is quiet at %s: %s', (quietFrom, quietTo, time, quiet) => {
  expect(isQuiet({ muted: [], native: true, quietFrom, quietTo }, time)).toBe(quiet);
});
