import type { Reply } from '#contracts/define.ts';
import { incidentField } from '#domain/changes/links.ts';
import type { DiagnosisRun } from '#domain/diagnosis/run.ts';
import { type EffectDraft, effectOf } from '#domain/effects/effect.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { diagnose } from '#domain/incidents/diagnose.ts';
import {
  endEscalation,
  escalateToLead,
  escalateToTeam,
  takeEscalation,
} from '#domain/incidents/escalation.ts';
import { acceptMajor, postUpdate, proposeMajor, rejectMajor } from '#domain/incidents/major.ts';
import { may } from '#domain/permissions/permissions.ts';
import type { ProcessResult } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import type { ProcessContext } from '#domain/processes/process.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { linkProblem, setParent } from '#domain/processes/ticket-acts.ts';
import { ok } from '#domain/records/result.ts';
import type { FeatureHandlers, HostContext } from '#main/host/context.ts';
import { actorOf } from '#main/host/features/actor.ts';
import { tieChange } from '#main/host/features/changes/change-links.ts';
import { checkRun } from '#main/host/features/diagnosis/scripts.ts';
import { withEffects } from '#main/host/features/effects/effects.ts';
import { changeByRule } from '#main/host/features/processes/change-by-rule.ts';
import { createByRule, processHandlers, recordOf } from '#main/host/features/processes/process-handlers.ts';
import { assignmentReferences, tableReferences } from '#main/host/features/references.ts';
import { done, notFound, toReply } from '#main/host/features/reply.ts';
import { held, holds } from './holds.ts';
import { affected, asGraver, majors } from './majors.ts';

/** Nothing is suggested before this many characters; two letters match everything. */
const MIN_TEXT = 3;

const suggest: FeatureHandlers<'incidents'>['queries']['suggest'] = async (context, input) => {
  if (input.text.trim().length < MIN_TEXT && input.ciId === null) return done({ knowledge: [], similar: [] });
  return done({
    knowledge: context.read.suggestKnowledge(input),
    similar: context.read.similarTickets(input),
  });
};

/** The step that children take with their parent: its code and notes are theirs. Reopening does not cascade. */
const childDraft = (parent: Incident, childId: string): EffectDraft => ({
  collection: 'tickets',
  targetId: childId,
  act: 'step',
  set: { to: 'resolved', closureCode: parent.closureCode, closureNotes: parent.closureNotes },
  text: null,
  reason: parent.number,
});

/** `parent`, which was resolved just now, with the effects on what hangs below it. */
const withChildren = (parent: Incident, childIds: readonly string[], ctx: ProcessContext): Incident => {
  const occasion = parent.journal.at(-1)?.id ?? parent.updatedAt;
  const added = childIds.map((id) => effectOf(parent.id, occasion, childDraft(parent, id), ctx.env));
  return { ...parent, effects: [...parent.effects, ...added] };
};

/**
 * Those that the one who decides may resolve as well. Any console does effects in the name of who decided them, so the others would be lent
 * rights: children of other teams stay open.
 */
const mayResolve = async (context: HostContext, ids: readonly string[]): Promise<readonly string[]> =>
  (await context.records.getMany('tickets', ids))
    .filter((child) => may(actorOf(context), 'incidents.step', child).ok)
    .map(({ id }) => id);

/** A command whose input is the incident's id and what its rule takes. */
const act =
  <I extends object>(
    name: string,
    rule: (incident: Incident, input: I, ctx: ProcessContext) => ProcessResult<Incident>,
  ) =>
  async (context: HostContext, { id, ...input }: I & { readonly id: string }): Promise<Reply<Incident>> =>
    changeByRule<Incident>(context, INCIDENT, name, id, (incident, ctx) =>
      rule(incident, input as unknown as I, ctx),
    );

/** The incident with what scripts were answered for it, one entry each. */
const withRuns = (
  incident: Incident,
  runs: readonly DiagnosisRun[],
  ctx: ProcessContext,
): ProcessResult<Incident> =>
  runs.reduce<ProcessResult<Incident>>(
    (made, run) => (made.ok ? diagnose(made.value, run, ctx) : made),
    ok(incident),
  );

export const incidentsHandlers: FeatureHandlers<'incidents'> = {
  commands: {
    ...processHandlers(INCIDENT),
    step: async (context, { id, ...input }, control) => {
      const open = input.to === 'resolved' ? context.read.openDescendantIds(id) : [];
      const below = await mayResolve(context, open);
      const write = () =>
        changeByRule<Incident>(context, INCIDENT, 'step', id, (incident, ctx) => {
          const taken = takeStep(INCIDENT, incident, input, ctx);
          if (!taken.ok || taken.value === incident || below.length === 0) return taken;
          return ok(withChildren(taken.value, below, ctx));
        });
      return below.length === 0 ? write() : withEffects(context, 'tickets', id, write, control);
    },
    create: async (context, { diagnoses, ...input }) => {
      const refused = diagnoses.map((run) => checkRun(context, run)).find(({ ok: isGood }) => !isGood);
      if (refused !== undefined && !refused.ok) return toReply(refused);
      const values = { ...input, id: input.id ?? context.newId() };
      return createByRule<Incident>(context, INCIDENT, values, (made, ctx) => withRuns(made, diagnoses, ctx));
    },
    diagnose: async (context, { id, run }) => {
      const checked = checkRun(context, run);
      if (!checked.ok) return toReply(checked);
      return changeByRule<Incident>(context, INCIDENT, 'diagnose', id, (incident, ctx) =>
        diagnose(incident, run, ctx),
      );
    },
    setParent: async (context, { id, parentId }) => {
      const lookup = context.read.ticketLookup();
      return changeByRule<Incident>(context, INCIDENT, 'setParent', id, (incident, ctx) =>
        setParent(INCIDENT, incident, { parentId }, { ...ctx, lookup }),
      );
    },
    linkProblem: async (context, { id, problemId }) =>
      changeByRule<Incident>(
        context,
        INCIDENT,
        'linkProblem',
        id,
        (incident, ctx) => linkProblem(INCIDENT, incident, { problemId }, ctx),
        [{ field: 'problemId', id: problemId, kind: 'ticket' }],
      ),
    linkChange: async (context, { id, as, changeId }) => {
      const incident = await recordOf(context, INCIDENT, id);
      if (incident === null) return notFound(id);
      const named = changeId ?? incident[incidentField(as)];
      if (named === null) return done(incident);
      const tie = { changeId: named, ticketId: id, tie: as, linked: changeId !== null };
      const tied = await tieChange(context, tie);
      return tied.ok ? done(tied.data.ticket as Incident) : tied;
    },
    escalateToTeam: async (context, { id, ...input }) =>
      changeByRule<Incident>(
        context,
        INCIDENT,
        'escalateToTeam',
        id,
        (incident, ctx) => escalateToTeam(incident, input, ctx),
        assignmentReferences(input, actorOf(context)),
      ),
    escalateToLead: async (context, { id, ...input }) =>
      changeByRule<Incident>(
        context,
        INCIDENT,
        'escalateToLead',
        id,
        (incident, ctx) => escalateToLead(incident, input, ctx),
        [{ field: 'escalatedToId', id: input.toId, kind: 'person', mustBeActive: true }],
      ),
    takeEscalation: act('takeEscalation', takeEscalation),
    endEscalation: act('endEscalation', endEscalation),
    proposeMajor: act('proposeMajor', proposeMajor),
    acceptMajor: async (context, { id, ...input }) =>
      changeByRule<Incident>(
        context,
        INCIDENT,
        'acceptMajor',
        id,
        (incident, ctx) => acceptMajor(incident, input, ctx),
        tableReferences(INCIDENT.fields, { informedIds: input.informedIds }, actorOf(context)),
      ),
    rejectMajor: act('rejectMajor', rejectMajor),
    postUpdate: act('postUpdate', postUpdate),
  },
  queries: { suggest, majors, asGraver, affected, holds, held },
};
