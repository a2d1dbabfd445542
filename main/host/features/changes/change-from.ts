/** A change that is made for a problem, an incident or a known error, and told to them. */
import type { Reply } from '#contracts/define.ts';
import {
  type ChangeDraft,
  changeFromIncident,
  changeFromKnownError,
  changeFromProblem,
} from '#domain/changes/from-record.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { KnownError } from '#domain/fields/knowledge.ts';
import { may } from '#domain/permissions/permissions.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { refuseForeign, updateRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import { fail, ok } from '#domain/records/result.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { linkedKnowledge } from '../linked-knowledge.ts';
import { changeByRule } from '../processes/change-by-rule.ts';
import { createByRule, recordOf } from '../processes/process-handlers.ts';
import { namesOf } from '../record-names.ts';
import { done, notFound, toReply } from '../reply.ts';
import { tieChange } from './change-links.ts';
import { standardValues } from './change-models.ts';

const draftOf = async (
  context: HostContext,
  collection: 'tickets' | 'knowledge',
  id: string,
): Promise<ChangeDraft | null> => {
  if (collection === 'knowledge') {
    const entry = await recordOf(context, KNOWN_ERROR, id);
    return entry === null ? null : changeFromKnownError(entry);
  }
  const problem = await recordOf(context, PROBLEM, id);
  if (problem !== null) return changeFromProblem(problem, context.read.allKnownErrorsOfProblem(id));
  const incident = await recordOf(context, INCIDENT, id);
  return incident === null ? null : changeFromIncident(incident);
};

export const draftFrom: FeatureHandlers<'changes'>['queries']['draftFrom'] = async (
  context,
  { collection, id },
) => {
  const draft = await draftOf(context, collection, id);
  if (draft === null) return notFound(id);
  const { ciId, ciIds, problemIds, incidentIds, knownErrorIds } = draft;
  return done({
    draft,
    names: namesOf(context, [...(ciId === null ? [] : [ciId]), ...ciIds]),
    tickets: context.read.tickets([...problemIds, ...incidentIds]),
    knowledge: await linkedKnowledge(context, knownErrorIds),
  });
};

type Told = Pick<ChangeDraft, 'problemIds' | 'incidentIds' | 'knownErrorIds'>;

/** Whether who asks may tell the others of it; asked before anything is written. */
const refuseTold = async (context: HostContext, { problemIds, incidentIds, knownErrorIds }: Told) => {
  const actor = actorOf(context);
  for (const ticket of await context.records.getMany('tickets', [...problemIds, ...incidentIds])) {
    const foreign = refuseForeign(problemIds.includes(ticket.id) ? PROBLEM : INCIDENT, ticket);
    if (foreign !== null) return foreign;
    const allowed = may(
      actor,
      ticket.type === 'problem' ? 'problems.linkChange' : 'incidents.linkChange',
      ticket,
    );
    if (!allowed.ok) return allowed;
  }
  for (const id of knownErrorIds) {
    const entry = await recordOf(context, KNOWN_ERROR, id);
    if (entry === null) {
      return fail('not_found', 'reference.missing', { field: 'knownErrorIds', kind: 'knowledge', id });
    }
    const allowed = may(actor, 'knownErrors.update');
    if (!allowed.ok) return allowed;
  }
  return null;
};

/** A known error that another change is to mend keeps that one; one that is over is not edited. */
const tellKnownError = (context: HostContext, id: string, changeId: string): Promise<Reply<KnownError>> =>
  changeByRule<KnownError>(context, KNOWN_ERROR, 'update', id, (entry, ctx) =>
    entry.changeId === null && entry.state !== 'retired'
      ? updateRecord(KNOWN_ERROR, entry, { changeId }, ctx)
      : ok(entry),
  );

/**
 * The change is written first and names what it mends. Should this console die before the others name it, too, the same form sent again, which makes no second one,
 * tells them.
 */
export const createChange: FeatureHandlers<'changes'>['commands']['create'] = async (
  context,
  { knownErrorIds, modelId, ...input },
) => {
  const id = input.id ?? context.newId();
  const { problemIds = [], incidentIds } = input;
  const told = { problemIds, incidentIds: incidentIds ?? [], knownErrorIds };
  const refused = await refuseTold(context, told);
  if (refused !== null) return toReply(refused);
  const knowledgeIds = [...new Set([...(input.knowledgeIds ?? []), ...knownErrorIds])];
  const values = modelId === null ? ok(input) : standardValues(context, modelId, input);
  if (!values.ok) return toReply(values);
  const made = await createByRule<Change>(context, CHANGE, { ...values.value, id, knowledgeIds });
  if (!made.ok) return made;
  for (const ticketId of [...told.problemIds, ...told.incidentIds]) {
    const tied = await tieChange(context, { changeId: id, ticketId, tie: 'fix', linked: true });
    if (!tied.ok) return tied;
  }
  for (const entryId of knownErrorIds) {
    const known = await tellKnownError(context, entryId, id);
    if (!known.ok) return known;
  }
  return made;
};
