/**
 * Major incidents (field guide 1.2): proposed by anybody at the desk and problem managers, accepted or rejected by who leads. Only an accepted one is major: it has a
 * communication plan with updates that fall due, and a review before it is closed. Who, when and why is in the history.
 */
import {
  IMPACTS,
  type Impact,
  type Incident,
  type MajorState,
  URGENCIES,
  type Urgency,
} from '#domain/fields/tickets.ts';
import { actedAt } from '#domain/journal/journal.ts';
import { changeRecord, type ProcessResult, refuseEnded } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { checkInterval } from '#domain/processes/incident-major.ts';
import type { ProcessContext, Values } from '#domain/processes/process.ts';
import { takeSubstep } from '#domain/processes/substates.ts';
import type { Id, Instant } from '#domain/records/common.ts';
import { justAfterAll, laterBy } from '#domain/records/instants.ts';
import { fail, ok } from '#domain/records/result.ts';
import { cleaned } from '#domain/records/text.ts';

const MINUTE_MS = 60_000;
const FIELD = 'majorState';

type Reasoned = { readonly reason: string };

/** What is solved needs nobody to be called any more. */
const refuseSolved = ({ active, number, type, state }: Incident) =>
  active ? null : fail('not_editable', 'record.ended', { number, type, state });

/** Says that it is one, with a reason. Errors: `not_editable` (solved or ended), `transition_not_allowed`, `missing_fields`. */
export const proposeMajor = (
  incident: Incident,
  { reason }: Reasoned,
  ctx: ProcessContext,
): ProcessResult<Incident> =>
  refuseSolved(incident) ??
  takeSubstep(INCIDENT, incident, { field: FIELD, act: 'proposeMajor', reason }, ctx);

export type AcceptInput = Reasoned & {
  /** How often an update is due. */
  readonly updateMinutes: number;
  /** Who gets the updates, in words. */
  readonly updateAudience?: string | null | undefined;
  /** Whom Deskhand tells of them. */
  readonly informedIds?: readonly Id[] | undefined;
} & Graver;

/** How bad it is from now on; what is left out stays. */
type Graver = { readonly impact?: Impact | undefined; readonly urgency?: Urgency | undefined };

/** A major incident is worked before all others, so it gets the highest priority unless whoever accepts it says otherwise (field guide 1.2). */
export const HIGHEST = { impact: IMPACTS[0], urgency: URGENCIES[0] } as const;

/** Impact, urgency and the priority that follows from them, where they are given. */
const graverBy = (incident: Incident, { impact, urgency }: Graver, ctx: ProcessContext): Values => {
  const patch = {
    ...(impact === undefined ? {} : { impact }),
    ...(urgency === undefined ? {} : { urgency }),
  };
  return { ...patch, ...INCIDENT.own.follow?.(incident, patch, ctx) };
};

/** The incident as it would be: with which priority, and due when. Nothing is written by it. */
export const asGraver = (incident: Incident, graver: Graver, ctx: ProcessContext): Incident =>
  changeRecord(INCIDENT, incident, graverBy(incident, graver, ctx), ctx);

/**
 * Makes it a major incident with its communication plan, and as grave as is said; from now on updates fall due. Errors as `proposeMajor`, `invalid` for the interval.
 */
export const acceptMajor = (
  incident: Incident,
  { reason, updateMinutes, updateAudience, informedIds = [], ...graver }: AcceptInput,
  ctx: ProcessContext,
): ProcessResult<Incident> =>
  refuseSolved(incident) ??
  checkInterval(updateMinutes) ??
  takeSubstep(
    INCIDENT,
    incident,
    {
      ...{ field: FIELD, act: 'acceptMajor', reason },
      with: {
        updateMinutes,
        updateAudience: cleaned(updateAudience),
        informedIds: [...new Set(informedIds)],
        updatedLastAt: actedAt(incident, ctx.env.now),
        ...graverBy(incident, graver, ctx),
      },
    },
    ctx,
  );

/** Says that it is none, also of one that was accepted. Errors as `takeSubstep`. */
export const rejectMajor = (
  incident: Incident,
  { reason }: Reasoned,
  ctx: ProcessContext,
): ProcessResult<Incident> =>
  takeSubstep(INCIDENT, incident, { field: FIELD, act: 'rejectMajor', reason }, ctx);

const isMajor = ({ majorState }: { readonly majorState?: MajorState | null | undefined }): boolean =>
  majorState === 'accepted';

/** Tells the audience how it stands; the next update is counted from now. Errors: `not_editable` (not major, ended), `missing_fields`. */
export const postUpdate = (
  incident: Incident,
  { text }: { readonly text: string },
  ctx: ProcessContext,
): ProcessResult<Incident> => {
  const refused = refuseEnded(INCIDENT, incident);
  if (refused !== null) return refused;
  const { number } = incident;
  if (!isMajor(incident)) return fail('not_editable', 'major.not_major', { number });
  const words = cleaned(text);
  if (words === null) return fail('missing_fields', 'text.missing', { fields: ['text'] });
  const now = actedAt(incident, ctx.env.now);
  // The mark of an update is that it moves the clock.
  const patch = { updatedLastAt: now === incident.updatedLastAt ? justAfterAll([now]) : now };
  return ok(changeRecord(INCIDENT, incident, patch, ctx, { kind: 'comment', text: words }));
};

type Planned = Pick<Incident, 'majorState' | 'updateMinutes' | 'updatedLastAt' | 'active'>;

/** When the next update is due; null where none is: not major, or solved. The same on every replica. */
export const nextUpdateAt = ({
  majorState,
  updateMinutes,
  updatedLastAt,
  active,
}: Planned): Instant | null =>
  majorState === 'accepted' && active && updateMinutes != null && updatedLastAt != null
    ? laterBy(updatedLastAt, updateMinutes * MINUTE_MS)
    : null;
