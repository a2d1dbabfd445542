/** Whose an incident becomes without anybody saying so: the team that its category goes to, and who takes it on. CouchDB bundles this. */
import type { Id } from '#domain/records/common.ts';
import type { IncidentSettings } from '#domain/settings/defaults.ts';
import {
  isEmpty,
  type ProcessContext,
  type ProcessRecord,
  type ProcessRules,
  type Values,
} from './process.ts';

type Routing = IncidentSettings['routing'];

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The team that incidents of a category go to: its own, else the company's default; null where neither is set. */
const teamFor = (routing: Routing, category: string | null): Id | null =>
  routing.byCategory.find((one) => one.category === category)?.teamId ?? routing.defaultTeamId;

/** A new incident that was given to nobody goes to its category's team. What an import brings was routed elsewhere. */
export const routedNew = (values: Values, { env, settings, origin }: ProcessContext): Values => {
  const isGiven = !isEmpty(values.teamId) || !isEmpty(values.assigneeId);
  if (isGiven || (origin ?? env.origin) === 'import') return {};
  const teamId = teamFor(settings.routing, textOrNull(values.category));
  return teamId === null ? {} : { teamId };
};

/** A category that is set on an incident that is nobody's gives it to the category's team. */
export const followRouting = (record: ProcessRecord, patch: Values, { settings }: ProcessContext): Values => {
  const before: Values = { ...record };
  const after: Values = { ...record, ...patch };
  const isSet = !isEmpty(after.category) && after.category !== before.category;
  if (!isSet || !isEmpty(after.teamId) || !isEmpty(after.assigneeId)) return {};
  const teamId = teamFor(settings.routing, textOrNull(after.category));
  return teamId === null ? {} : { teamId };
};

/** Steps by which somebody says that the work is theirs. */
const TAKING: readonly string[] = ['start', 'resume', 'resolve'];
/** Who works incidents; a problem's solution and the worker take them along and answer for none. */
const WORKING: readonly string[] = ['service-desk', 'field', 'team-lead', 'administrator'];

/**
 * Whoever starts work on an incident that is nobody's, or solves it, answers for it: they become its assignee, and where it has no team theirs does,
 * the one its category goes to before others.
 */
export const takenOver: NonNullable<ProcessRules['supply']> = (record, step, input, { actor, settings }) => {
  const stored: Values = { ...record };
  const isWorking = actor.roles.some((role) => WORKING.includes(role));
  if (!TAKING.includes(step.name) || !isWorking) return {};
  const given = (name: string): unknown => (isEmpty(input[name]) ? stored[name] : input[name]);
  const assigneeId = isEmpty(given('assigneeId')) ? actor.personId : given('assigneeId');
  const isTaken = assigneeId !== given('assigneeId');
  if (!isEmpty(given('teamId')) || assigneeId !== actor.personId) return isTaken ? { assigneeId } : {};
  const routed = teamFor(settings.routing, textOrNull(given('category')));
  const teamId = routed !== null && actor.teamIds.includes(routed) ? routed : (actor.teamIds[0] ?? null);
  return { ...(isTaken ? { assigneeId } : {}), ...(teamId === null ? {} : { teamId }) };
};
