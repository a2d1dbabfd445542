/** The engine and the acts of tickets, bound to the incident: the tests read as the rules are spoken of. */
import { applyEffect, type EffectDraft, effectOf } from '#domain/effects/effect.ts';
import type { Effect } from '#domain/fields/base.ts';
import { recordSchema } from '#domain/fields/schema.ts';
import { INCIDENT_FIELDS, type Incident } from '#domain/fields/tickets.ts';
import { type CreateInput, createRecord, recompute, updateRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import {
  allowedSteps,
  type DeriveContext,
  type ProcessContext,
  type Values,
} from '#domain/processes/process.ts';
import {
  addNote,
  type CommentInput,
  checkStep,
  addComment as commentOn,
  type NoteInput,
  type StepInput,
  takeStep,
} from '#domain/processes/steps.ts';
import * as acts from '#domain/processes/ticket-acts.ts';
import type { Actor } from '#domain/records/common.ts';

export const incidentSchema = recordSchema(INCIDENT_FIELDS);

export const createIncident = (existing: Incident | null, input: CreateInput, ctx: ProcessContext) =>
  createRecord<Incident>(INCIDENT, existing, input, ctx);
export const updateIncident = (incident: Incident, patch: Values, ctx: ProcessContext) =>
  updateRecord(INCIDENT, incident, patch, ctx);
export const stepIncident = (incident: Incident, input: StepInput, ctx: ProcessContext) =>
  takeStep(INCIDENT, incident, input, ctx);
export const addWorkNote = (incident: Incident, input: NoteInput, ctx: ProcessContext) =>
  addNote(INCIDENT, incident, input, ctx);
export const addComment = (incident: Incident, input: CommentInput, ctx: ProcessContext) =>
  commentOn(INCIDENT, incident, input, ctx);
export const recomputeIncident = (incident: Incident, ctx: DeriveContext) =>
  recompute(INCIDENT, incident, ctx);
export const assignIncident = (incident: Incident, input: acts.AssignInput, ctx: ProcessContext) =>
  acts.assignTicket(INCIDENT, incident, input, ctx);
export const bookTime = (
  incident: Incident,
  input: { readonly minutes: number; readonly text?: string },
  ctx: ProcessContext,
) => acts.bookTime(INCIDENT, incident, input, ctx);
export const linkConfigItem = (incident: Incident, input: acts.LinkConfigItemInput, ctx: ProcessContext) =>
  acts.linkConfigItem(INCIDENT, incident, input, ctx);
export const linkKnowledge = (
  incident: Incident,
  input: { readonly knowledgeId: string; readonly remove?: boolean },
  ctx: ProcessContext,
) => acts.linkKnowledge(INCIDENT, incident, input, ctx);
export const setParent = (
  incident: Incident,
  input: { readonly parentId: string | null },
  ctx: Parameters<typeof acts.setParent>[3],
) => acts.setParent(INCIDENT, incident, input, ctx);

export const stepsOf = (state: Incident['state'], actor: Pick<Actor, 'roles'>) =>
  allowedSteps(INCIDENT, { state }, actor);
export const checkIncidentStep = (
  incident: Incident,
  to: string,
  input: Values,
  actor: Actor,
  settings: ProcessContext['settings'],
) => checkStep(INCIDENT, incident, { ...input, to }, actor, { settings });

/** The effect that resolving `parent` has on a child, see main/host/features/incidents. */
export const childEffect = (parent: Incident, childId: string, ctx: ProcessContext): Effect => {
  const draft: EffectDraft = {
    collection: 'tickets',
    targetId: childId,
    act: 'step',
    set: { to: 'resolved', closureCode: parent.closureCode, closureNotes: parent.closureNotes },
    text: null,
    reason: parent.number,
  };
  return effectOf(parent.id, parent.journal.at(-1)?.id ?? '', draft, ctx.env);
};
export const applyToChild = (child: Incident, effect: Effect, ctx: ProcessContext): Incident =>
  applyEffect(child, effect, ctx);
