import type { CallControl, Reply } from '#contracts/define.ts';
import { makesRelation, relationBy } from '#domain/changes/prepared-edit.ts';
import { applyEffect, hasEntryOf, isOutstanding } from '#domain/effects/effect.ts';
import { type EffectCause, isGranted, isWithinFields, isWithinReach } from '#domain/effects/granted.ts';
import type { Effect } from '#domain/fields/base.ts';
import type { Journalled } from '#domain/journal/journal.ts';
import { type CommandName, may, type PermissionTarget } from '#domain/permissions/permissions.ts';
import { commandOf, mayTake } from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';
import type { Actor } from '#domain/records/common.ts';
import { ok } from '#domain/records/result.ts';
import type { HostContext } from '#main/host/context.ts';
import { processContext } from '#main/host/features/processes/process-context.ts';
import { nextTurn } from '#main/host/kernel/next-turn.ts';

/** Ids of records whose write has consequences in other records that may still be outstanding. */
export type PendingWork = {
  readonly ids: (host: Pick<HostContext, 'values'>) => readonly string[];
  /** Noted before the record is written, so that a crash between it and what follows from it is repaired at the next start. */
  readonly note: (host: Pick<HostContext, 'values'>, id: string) => void;
  /** The record was not written after all, or everything that follows from it is. */
  readonly forget: (host: Pick<HostContext, 'values'>, id: string) => void;
};

/** A list of pending work kept in the profile under `key`. */
export const pendingWork = (key: string): PendingWork => {
  const ids: PendingWork['ids'] = ({ values }) => JSON.parse(values.get(key) ?? '[]') as readonly string[];
  return {
    ids,
    note: (host, id) => host.values.set(key, JSON.stringify([...new Set([...ids(host), id])])),
    forget: (host, id) => host.values.set(key, JSON.stringify(ids(host).filter((known) => known !== id))),
  };
};

export type EffectHost = Pick<
  HostContext,
  | 'records'
  | 'env'
  | 'log'
  | 'settings'
  | 'session'
  | 'read'
  | 'device'
  | 'clock'
  | 'bus'
  | 'database'
  | 'values'
>;

/** Collections whose records have effects on others. */
const CAUSES = ['tickets', 'orders'] as const;
type CauseCollection = (typeof CAUSES)[number];
type Cause = EffectCause & {
  readonly updatedBy: string;
  readonly effects: readonly Effect[];
};

/** How far back a console looks for effects that others have begun: what came while it was closed. */
const LOOK_BACK_MS = 28 * 86_400_000;
/** Not at once, the first seconds of a start belong to the queue. */
const LOOK_BACK_AFTER_MS = 5_000;
/** Changes that come by sync are looked at together. */
const GATHER_MS = 400;

/** The right that an act needs; setting fields is part of completing an order. */
const ACT_COMMANDS: Readonly<Partial<Record<Effect['act'], string>>> = {
  step: 'step',
  note: 'addNote',
  comment: 'addComment',
};

/** Links to a problem and to knowledge have rights of their own. */
const commandsOf = (effect: Effect): readonly string[] => {
  if (effect.act !== 'link') return [ACT_COMMANDS[effect.act] ?? []].flat();
  return Object.keys(effect.set).map((field) => (field === 'problemId' ? 'linkProblem' : 'linkKnowledge'));
};

/** Whether who is signed in may do this to such a record; otherwise another console will. */
const mayApply = (host: EffectHost, effect: Effect, target: object, isOwn: boolean): boolean => {
  const process = processOf((target as { type?: unknown }).type);
  const commands = commandsOf(effect);
  const session = host.session.current();
  // What a change prepared is an edit of the item, which not everybody may make.
  if (effect.was != null)
    return session.state === 'signed_out' ? isOwn : may(session.actor, 'configItems.update', {}).ok;
  if (process === null || commands.length === 0) return true;
  if (session.state === 'signed_out') return isOwn;
  const { state } = target as { state?: unknown };
  // The command is for every step of the process; which of them are this role's stands with the step.
  const isTheirs =
    effect.act !== 'step' ||
    process.steps.some(
      (one) => one.from === state && one.to === effect.set.to && mayTake(one, session.actor.roles),
    );
  return (
    isTheirs &&
    commands.every(
      (act) => may(session.actor, commandOf(process, act) as CommandName, target as PermissionTarget).ok,
    )
  );
};

/** Who decided it, if the cause's own history knows them; an effect alone can name anybody, so then it is whoever does it. */
const authorOf = (host: EffectHost, cause: Cause, effect: Effect): string => {
  if (cause.journal.some(({ by }) => by === effect.by)) return effect.by;
  const session = host.session.current();
  return session.state === 'signed_out' ? cause.updatedBy : session.actor.personId;
};

/** The relation that an effect makes, where nobody has made it yet. */
const makeRelation = async (
  host: EffectHost,
  cause: Cause,
  effect: Effect,
  { actor, isOwn }: { readonly actor: Actor; readonly isOwn: boolean },
): Promise<void> => {
  const isDue =
    makesRelation(effect) &&
    isWithinFields(effect) &&
    isWithinReach(cause, effect, {}, () => undefined) &&
    mayApply(host, effect, {}, isOwn);
  if (!isDue || (await host.records.get('relations', effect.targetId)) !== null) return;
  const made = await host.records.insert('relations', relationBy(effect, { ...host.env(), actor }));
  // Somebody was faster: it is looked at like any other target then.
  if (!made.ok) host.log('warn', `effect ${effect.id} found its relation: ${made.error.code}`);
};

/** `isOwn`: begun by this console, which finishes it at start before anybody has signed in. Answers the target's number, if it has one. */
const applyOne = async (host: EffectHost, cause: Cause, effect: Effect, isOwn: boolean): Promise<string> => {
  const personId = authorOf(host, cause, effect);
  const actor: Actor = { personId, roles: [], teamIds: [], deviceId: host.device.id };
  const ctx = processContext(host, actor);
  const find = host.read.ticketLookup();
  if (effect.was != null) await makeRelation(host, cause, effect, { actor, isOwn });
  const applied = await host.records.change(effect.collection, effect.targetId, (target) => {
    const isDue =
      isOutstanding(target, effect) &&
      isWithinReach(cause, effect, target, find) &&
      mayApply(host, effect, target, isOwn);
    return ok(isDue ? applyEffect(target, effect, ctx) : target);
  });
  // A target that is not on this device is done by a console that has it; the effect stays in its cause.
  if (!applied.ok) host.log('warn', `effect ${effect.id} waits: ${applied.error.code}`);
  return applied.ok && 'number' in applied.value ? applied.value.number : '';
};

/** Effects whose targets don't tell of them yet: a problem that told hundreds of incidents is edited a hundred times more. */
const undone = async (
  host: EffectHost,
  collection: CauseCollection,
  cause: Cause,
): Promise<readonly Effect[]> => {
  // What came by sync may have been written by anything: the server refuses it today, but did not always.
  const effects = cause.effects.filter((effect) => isGranted(collection, cause, effect));
  const targets = new Map<string, Journalled>();
  for (const reached of new Set(effects.map((effect) => effect.collection))) {
    const ids = effects.filter((one) => one.collection === reached).map(({ targetId }) => targetId);
    for (const target of await host.records.getMany(reached, ids)) targets.set(target.id, target);
  }
  return effects.filter((effect) => {
    const target = targets.get(effect.targetId);
    return target === undefined || !hasEntryOf(target, effect);
  });
};

/** Nobody waits for it and nobody calls it off. */
const UNWATCHED: CallControl = { signal: { aborted: false }, progress: () => {} };

/**
 * Does what follows from a record. Doing it again changes nothing; one target that is refused does not hold up the others. Called off, it
 * stops between two targets.
 */
const applyEffects = async (
  host: EffectHost,
  collection: CauseCollection,
  cause: Cause,
  isOwn: boolean,
  control: CallControl = UNWATCHED,
): Promise<void> => {
  const due = await undone(host, collection, cause);
  for (const [index, effect] of due.entries()) {
    if (control.signal.aborted) return;
    const number = await applyOne(host, cause, effect, isOwn);
    control.progress(index + 1, due.length, number);
    // A problem may have a thousand incidents: other calls and the calling off come in between.
    await nextTurn();
  }
};

/** Records about to get effects, noted before they are written: what a crash interrupts is finished at the next start. */
const pending = pendingWork('effects.pending');
const keyOf = (collection: CauseCollection, id: string): string => `${collection}:${id}`;

/**
 * Writes a record that has effects and does them: noted first, so that a crash between the two leaves a trace. `write` answers the
 * command's reply; after a refusal nothing follows. Called off, the rest stays noted: it is decided, so it is done without anybody waiting.
 */
export const withEffects = async <R extends Cause>(
  host: EffectHost,
  collection: CauseCollection,
  id: string,
  write: () => Promise<Reply<R>>,
  control: CallControl = UNWATCHED,
): Promise<Reply<R>> => {
  const key = keyOf(collection, id);
  pending.note(host, key);
  const reply = await write();
  if (reply.ok) await applyEffects(host, collection, reply.data, true, control);
  if (!reply.ok || !control.signal.aborted) pending.forget(host, key);
  return reply;
};

const finish = async (
  host: EffectHost,
  collection: CauseCollection,
  ids: readonly string[],
  isOwn: boolean,
  control: CallControl = UNWATCHED,
): Promise<void> => {
  for (const record of await host.records.getMany(collection, ids)) {
    await applyEffects(host, collection, record, isOwn, control);
  }
};

/** Finishes every effect that is open on this device, however old. Answers how many records had some. */
export const finishOpenEffects = async (host: EffectHost): Promise<number> => {
  let count = 0;
  for (const collection of CAUSES) {
    const ids = await host.read.withOpenEffects(collection, '');
    await finish(host, collection, ids, true);
    count += ids.length;
  }
  return count;
};

/** Finishes what a crash of this console interrupted. Runs once when the host starts. */
export const repairEffects = async (host: EffectHost): Promise<void> => {
  for (const key of pending.ids(host)) {
    const [collection, id = ''] = key.split(':');
    const known = CAUSES.find((one) => one === collection);
    if (known !== undefined) await finish(host, known, [id], true);
    pending.forget(host, key);
  }
};

/** Records with effects that wait to be looked at, gathered for a moment and then done one after the other. */
class EffectQueue {
  readonly #host: EffectHost;
  readonly #waiting = new Map<CauseCollection, Set<string>>();
  readonly #ending = { aborted: false };
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(host: EffectHost) {
    this.#host = host;
  }

  add(collection: CauseCollection, ids: readonly string[]): void {
    if (ids.length === 0) return;
    const known = this.#waiting.get(collection) ?? new Set();
    for (const id of ids) known.add(id);
    this.#waiting.set(collection, known);
    this.#timer ??= setTimeout(() => this.#begin(), GATHER_MS).unref();
  }

  #begin(): void {
    this.#timer = null;
    this.#running = this.#running
      .then(() => this.#run())
      .catch((error) => this.#host.log('warn', 'effects were not finished', error));
  }

  async #run(): Promise<void> {
    // Who is signed in decides what may be done; after the next sign-in everything is looked over again.
    if (this.#host.session.current().state === 'signed_out') return;
    for (const [collection, ids] of [...this.#waiting]) {
      this.#waiting.delete(collection);
      await finish(this.#host, collection, [...ids], false, { ...UNWATCHED, signal: this.#ending });
    }
  }

  async stop(): Promise<void> {
    this.#ending.aborted = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
  }
}

/**
 * Watches for records with effects that come from elsewhere, and finishes them: a parent that another console resolved takes its children along
 * also when that console never comes back. Answers what to call to stop.
 */
export const watchEffects = (host: EffectHost): (() => Promise<void>) => {
  const queue = new EffectQueue(host);
  let isEnding = false;
  const lookBack = async (): Promise<void> => {
    if (host.session.current().state === 'signed_out') return;
    const since = new Date(host.clock.nowMs() - LOOK_BACK_MS).toISOString();
    try {
      for (const collection of CAUSES) {
        const ids = await host.read.withOpenEffects(collection, since);
        if (isEnding) return;
        queue.add(collection, ids);
      }
    } catch (error) {
      // The store is closed under it.
      if (isEnding) return;
      // Called by a timer: one record that SQLite does not read must not end the host at each start.
      host.log('warn', 'effects were not looked for', error);
    }
  };
  let timer: NodeJS.Timeout | null = null;
  const lookBackSoon = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void lookBack(), LOOK_BACK_AFTER_MS).unref();
  };
  lookBackSoon();
  const stopListening = host.bus.listen((area) => {
    if (area === 'session') lookBackSoon();
  });
  const subscriptions = CAUSES.map((collection) =>
    host.database.collections[collection].eventBulks$.subscribe(({ events }) => {
      const ids = events.flatMap(({ documentId, documentData }) => {
        // RxDB types the data of an event by one collection; both have effects.
        const { effects }: Partial<Cause> = documentData;
        return Array.isArray(effects) && effects.length > 0 ? [documentId] : [];
      });
      queue.add(collection, ids);
    }),
  );
  return async () => {
    isEnding = true;
    stopListening();
    for (const subscription of subscriptions) subscription.unsubscribe();
    if (timer !== null) clearTimeout(timer);
    await queue.stop();
  };
};
