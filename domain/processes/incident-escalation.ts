/** What an escalation asks of a record beside its own acts (domain/incidents/escalation.ts). CouchDB bundles this. */
import { ESCALATION_LEVELS, type EscalationLevel, type Incident } from '#domain/fields/tickets.ts';
import { sameValue } from '#domain/records/json.ts';
import { fail } from '#domain/records/result.ts';
import { isEmpty, type ProcessFailure, type ProcessRecord, type ToldAct, type Values } from './process.ts';

const heightOf = (level: EscalationLevel | null | undefined): number =>
  level == null ? -1 : ESCALATION_LEVELS.indexOf(level);

type Called = Pick<Incident, 'escalation' | 'escalationLevel'>;

/** Whether one that stands may go to this level: nobody who was called already is called past. */
export const isHigher = ({ escalation, escalationLevel }: Called, level: EscalationLevel): boolean =>
  escalation == null || heightOf(level) > heightOf(escalationLevel);

const CALL = ['escalation', 'escalationLevel', 'escalatedToId'] as const;
/** What only the acts of an escalation change. */
export const ESCALATED: readonly string[] = [...CALL, 'escalatedFromTeamId'];

const noReason = (): ProcessFailure => fail('missing_fields', 'substate.reason', { fields: ['note'] });

/** Whoever leads may take one on that nobody has called for, so only a call needs a level. */
const checkWhole = ({ escalation, escalationLevel, escalatedToId }: Values): ProcessFailure | null => {
  const fields = { escalationLevel, escalatedToId };
  const filled = Object.values(fields).filter((value) => !isEmpty(value)).length;
  const isWhole = isEmpty(escalation)
    ? filled === 0
    : filled === 2 || (escalation !== 'open' && !isEmpty(escalatedToId));
  return isWhole ? null : fail('missing_fields', 'field.missing', { fields: Object.keys(fields) });
};

/** One that stands goes higher or is taken on, by whom the history says; nobody else is put in its place. */
const checkCall = (
  had: Incident,
  has: Incident,
  { by, text, isDecision }: ToldAct,
): ProcessFailure | null => {
  const { number, escalation } = has;
  if (isDecision || escalation == null) return null;
  const notHigher = fail('invalid', 'escalation.not_higher', { number });
  if (escalation === 'taken_on') {
    const isTaken =
      had.escalation !== 'taken_on' && (had.escalationLevel ?? null) === (has.escalationLevel ?? null);
    if (!isTaken) return notHigher;
    return has.escalatedToId === by ? null : fail('forbidden', 'history.author', { by: has.escalatedToId });
  }
  if (has.escalationLevel != null && !isHigher(had, has.escalationLevel)) return notHigher;
  return isEmpty(text) ? noReason() : null;
};

/** Another team has it from the one that gave it on, which says why. */
const checkFromTeam = (
  had: Incident,
  { teamId, escalatedFromTeamId: from }: Incident,
  { text, isDecision }: ToldAct,
): ProcessFailure | null => {
  if (isDecision || from == null || from === had.escalatedFromTeamId) return null;
  if (from !== had.teamId || from === teamId)
    return fail('invalid', 'history.untold', { field: 'escalatedFromTeamId' });
  return isEmpty(text) ? noReason() : null;
};

/** What one act may make of an escalation. */
export const checkEscalated = (
  before: ProcessRecord,
  after: ProcessRecord,
  told: ToldAct,
): ProcessFailure | null => {
  const [had, has] = [before, after] as [ProcessRecord & Incident, ProcessRecord & Incident];
  const isCall = CALL.some((field) => !sameValue(had[field] ?? null, has[field] ?? null));
  return (
    (isCall ? (checkWhole({ ...has }) ?? checkCall(had, has, told)) : null) ?? checkFromTeam(had, has, told)
  );
};
