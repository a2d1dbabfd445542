/**
 * Work on other records that follows from one. It is written into the causing record first (`effects`), in the same write as what causes it,
 * and then done record by record by whichever console gets to it: the one that began, another one after the sync, the worker. An entry
 * with the effect's id in the target's journal says that it is done, so a crash or a second console repeats nothing.
 */
import { editedFields } from '#domain/changes/prepared-edit.ts';
import type { Effect, JournalEntry } from '#domain/fields/base.ts';
import type { PreparedCollection } from '#domain/fields/changes.ts';
import { append, diff, entry, type Journalled } from '#domain/journal/journal.ts';
import { inForce } from '#domain/journal/taken-back.ts';
import { derivedId } from '#domain/merge/paths.ts';
import { changeRecord } from '#domain/processes/engine.ts';
import {
  isActiveState,
  type Process,
  type ProcessContext,
  type ProcessRecord,
  phaseOf,
} from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';
import { applyStep, checkInput, type StepInput } from '#domain/processes/steps.ts';
import type { Env, Id } from '#domain/records/common.ts';
import { isWithinFields } from './granted.ts';

export type EffectDraft = Pick<Effect, 'collection' | 'targetId' | 'act' | 'set' | 'text' | 'reason' | 'was'>;

/**
 * An effect that the record `causeId` has on `draft.targetId` by who acts now. `occasion` tells two of the same kind apart: the entry that
 * caused it, or what makes two consoles' work one and the same. The same inputs give the same id.
 */
export const effectOf = (causeId: Id, occasion: string, draft: EffectDraft, env: Env): Effect => ({
  id: derivedId('fx', causeId, occasion, draft.targetId, draft.act),
  at: env.now,
  by: env.actor.personId,
  ...draft,
});

/** Whether the target's history says that the effect was done. */
export const hasEntryOf = (target: Journalled, effect: Effect): boolean =>
  target.journal.some((known) => known.effectId === effect.id);

/** Whether somebody took the record up again after the effect was decided: then it no longer speaks for it. */
const wasReopenedSince = (process: Process, target: ProcessRecord, effect: Effect): boolean =>
  inForce(target.journal).some(
    (one: JournalEntry) =>
      one.at > effect.at &&
      one.changes.some(
        ({ field, from, to }) =>
          field === 'state' && !isActiveState(process, String(from)) && isActiveState(process, String(to)),
      ),
  );

/** Whether a single reference was decided again after the effect was: the later decision stands. Ids added to a list take nothing away. */
const wasDecidedSince = (target: Journalled, effect: Effect): boolean =>
  Object.entries(effect.set).some(
    ([name, value]) =>
      !Array.isArray(value) &&
      inForce(target.journal).some(
        (one) => one.at > effect.at && one.changes.some(({ field }) => field === name),
      ),
  );

const edgeOf = (process: Process, target: ProcessRecord, effect: Effect) =>
  process.steps.find((one) => one.from === target.state && one.to === effect.set.to && !one.automatic);

/** What an effect sets on the target: fields as they stand, or a prepared edit, which is done only where nobody did otherwise since (null). */
const setOn = (target: object, effect: Effect): Readonly<Record<string, unknown>> | null =>
  effect.was == null ? effect.set : editedFields(effect.collection as PreparedCollection, target, effect);

/** Whether the effect still has something to do on `target` as it is now. */
export const isOutstanding = (target: Journalled, effect: Effect): boolean => {
  if (hasEntryOf(target, effect)) return false;
  if (effect.act === 'set') return isWithinFields(effect) && setOn(target, effect) !== null;
  if (effect.act === 'link') return !wasDecidedSince(target, effect);
  if (effect.act !== 'step') return true;
  const record = target as ProcessRecord;
  const process = processOf(record.type);
  if (process === null) return false;
  // A step that leads nowhere from here has been overtaken: solved already, cancelled, or closed.
  return (
    record.active &&
    edgeOf(process, record, effect) !== undefined &&
    !wasReopenedSince(process, record, effect)
  );
};

/**
 * Fields set as they stand, with one entry that says so and has the effect's id. The same object when that was done before, or when it names a
 * field that effects don't set.
 */
export const setByEffect = <R extends Journalled>(target: R, effect: Effect, env: Env): R => {
  if (hasEntryOf(target, effect) || !isWithinFields(effect)) return target;
  const set = setOn(target, effect);
  if (set === null) return target;
  // Each of them is a field of the collection's records, which `isWithinFields` knows and the compiler does not.
  const changed = { ...target, ...set };
  const changes = diff(target, changed, Object.keys(set) as (keyof R & string)[]);
  const written = entry(env, 'effect', {
    changes,
    text: effect.reason,
    effectId: effect.id,
    origin: effect.was == null ? 'order' : 'effect',
  });
  return append(changed, { ...written, id: effect.id });
};

/** Ids added to lists of the target: `{ knowledgeIds: [...] }`. */
const linkPatch = (target: object, effect: Effect): Readonly<Record<string, unknown>> => {
  const current: Readonly<Record<string, unknown>> = { ...target };
  return Object.fromEntries(
    Object.entries(effect.set).map(([field, ids]) => {
      const before = current[field];
      const list = Array.isArray(before) ? before : [];
      const added = Array.isArray(ids) ? ids : [];
      return [field, Array.isArray(before) || Array.isArray(ids) ? [...new Set([...list, ...added])] : ids];
    }),
  );
};

const actOn = (
  process: Process,
  target: ProcessRecord,
  effect: Effect,
  ctx: ProcessContext,
): ProcessRecord => {
  const options = { origin: 'effect', effectId: effect.id } as const;
  switch (effect.act) {
    case 'set':
      // A process stands between: what it lets happen is a step, a link or words.
      return target;
    case 'note':
    case 'comment': {
      const kind = effect.act === 'note' ? 'work_note' : 'comment';
      return changeRecord(process, target, {}, ctx, { ...options, kind, text: effect.text });
    }
    case 'link':
      return changeRecord(process, target, linkPatch(target, effect), ctx, { ...options, kind: 'link' });
    case 'step': {
      const edge = edgeOf(process, target, effect);
      if (edge === undefined) return target;
      const input = { ...effect.set, to: edge.to, note: effect.text ?? effect.reason } as StepInput;
      // The server would not store it, and it would wait in this console's queue for ever.
      if (checkInput(process, target, edge, input, ctx) !== null) return target;
      return applyStep(process, target, edge, input, ctx, options);
    }
  }
};

/**
 * `target` with the effect done and one journal entry that carries its id; the same object when there is nothing to do (any more). The
 * entry's own id follows from the effect, so two consoles that did it apart from each other have one entry after the merge. `ctx.env` is
 * that of whoever caused it.
 */
export const applyEffect = <R extends Journalled>(target: R, effect: Effect, ctx: ProcessContext): R => {
  if (!isOutstanding(target, effect) || !isWithinFields(effect)) return target;
  const type = 'type' in target ? target.type : null;
  const process = processOf(type);
  if (process === null) return effect.act === 'set' ? setByEffect(target, effect, ctx.env) : target;
  const before = target as ProcessRecord;
  const done = actOn(process, before, effect, ctx);
  if (done === before) return target;
  const journal = done.journal.map((one) => (one.effectId === effect.id ? { ...one, id: effect.id } : one));
  return (phaseOf(process, done.state) === null ? target : { ...done, journal }) as R;
};
