/**
 * The two escalations of ITIL. Functional: another team knows more, so the incident becomes theirs. Hierarchic: somebody who leads is called, and it
 * stands on the incident until one of them has taken it on and ended it; the incident stays whose it is. Both have a reason, in the history.
 */
import type { JournalEntry } from '#domain/fields/base.ts';
import type { EscalationLevel, Incident } from '#domain/fields/tickets.ts';
import { byTime } from '#domain/journal/journal.ts';
import { lastSetting } from '#domain/journal/turns.ts';
import { changeRecord, type ProcessResult, refuseEnded } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { isHigher } from '#domain/processes/incident-escalation.ts';
import type { ProcessContext } from '#domain/processes/process.ts';
import { takeSubstep } from '#domain/processes/substates.ts';
import type { Id } from '#domain/records/common.ts';
import { fail, ok } from '#domain/records/result.ts';
import { cleaned } from '#domain/records/text.ts';

export type ToTeamInput = {
  readonly teamId: Id;
  readonly assigneeId?: Id | null | undefined;
  readonly reason: string;
};

/**
 * Gives the incident on to another team, with a reason. Counts as a reassignment. Errors: `not_editable` (ended), `missing_fields` (no reason),
 * `invalid` (it is that team's already).
 */
export const escalateToTeam = (
  incident: Incident,
  { teamId, assigneeId = null, reason }: ToTeamInput,
  ctx: ProcessContext,
): ProcessResult<Incident> => {
  const refused = refuseEnded(INCIDENT, incident);
  if (refused !== null) return refused;
  const text = cleaned(reason);
  if (text === null) return fail('missing_fields', 'substate.reason', { fields: ['note'] });
  const { number, teamId: from } = incident;
  if (from === teamId) return fail('invalid', 'escalation.same_team', { number });
  const patch = { teamId, assigneeId, escalatedFromTeamId: from };
  return ok(changeRecord(INCIDENT, incident, patch, ctx, { kind: 'assigned', text }));
};

export type ToLeadInput = {
  readonly level: EscalationLevel;
  /** Who is called. */
  readonly toId: Id;
  readonly reason: string;
};

/**
 * Calls somebody who leads, with a reason. One that stands goes to a higher level only. Errors: `not_editable` (ended), `missing_fields` (no reason),
 * `invalid` (not higher).
 */
export const escalateToLead = (
  incident: Incident,
  { level, toId, reason }: ToLeadInput,
  ctx: ProcessContext,
): ProcessResult<Incident> => {
  const { number, escalation } = incident;
  if (!isHigher(incident, level)) return fail('invalid', 'escalation.not_higher', { number });
  const values = { escalationLevel: level, escalatedToId: toId };
  if (escalation !== 'open') {
    const step = { field: 'escalation', act: 'escalateToLead', reason, with: values };
    return takeSubstep(INCIDENT, incident, step, ctx);
  }
  // Nobody has taken it on: it waits for somebody higher now.
  const refused = refuseEnded(INCIDENT, incident);
  if (refused !== null) return refused;
  const text = cleaned(reason);
  if (text === null) return fail('missing_fields', 'substate.reason', { fields: ['note'] });
  return ok(changeRecord(INCIDENT, incident, values, ctx, { text }));
};

/** Somebody who leads sees to it; it goes on standing. Errors as `takeSubstep`. */
export const takeEscalation = (
  incident: Incident,
  { reason }: { readonly reason: string },
  ctx: ProcessContext,
): ProcessResult<Incident> =>
  takeSubstep(
    INCIDENT,
    incident,
    {
      ...{ field: 'escalation', act: 'takeEscalation', reason },
      with: { escalatedToId: ctx.env.actor.personId },
    },
    ctx,
  );

/** It is dealt with: the incident goes on without. Errors as `takeSubstep`. */
export const endEscalation = (
  incident: Incident,
  { reason }: { readonly reason: string },
  ctx: ProcessContext,
): ProcessResult<Incident> =>
  takeSubstep(
    INCIDENT,
    incident,
    {
      ...{ field: 'escalation', act: 'endEscalation', reason },
      with: { escalationLevel: null, escalatedToId: null },
    },
    ctx,
  );

/** The entry that brought an escalation where it stands: who called, when and why, or who has taken it on. Undefined: nothing stands. */
export const escalationEntry = ({
  journal,
  escalation,
  escalationLevel,
}: Incident): JournalEntry | undefined => {
  if (escalation == null) return undefined;
  const [state, level] = [
    lastSetting(journal, 'escalation', escalation),
    lastSetting(journal, 'escalationLevel', escalationLevel ?? null),
  ];
  if (escalation === 'taken_on' || level === undefined) return state;
  return state === undefined || byTime(state, level) < 0 ? level : state;
};
