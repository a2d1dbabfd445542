import type { Reply } from '#contracts/define.ts';
import { applyEffect, hasEntryOf, isOutstanding } from '#domain/effects/effect.ts';
import type { Effect } from '#domain/fields/base.ts';
import type { Journalled } from '#domain/journal/journal.ts';
import { type CommandName, may, type PermissionTarget } from '#domain/permissions/permissions.ts';
import { commandOf } from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';
import type { Actor } from '#domain/records/common.ts';
import { ok } from '#domain/records/result.ts';
import type { HostContext } from '../../kernel/context.ts';
import { processContext } from '../processes/process-context.ts';
import { pendingWork } from './pending-work.ts';

export type EffectHost = Pick<
  HostContext,
  'records' | 'env' | 'log' | 'settings' | 'session' | 'read' | 'device' | 'clock' | 'database' | 'values'
>;

/** Collections whose records have effects on others. */
const CAUSES = ['tickets', 'orders'] as const;
type CauseCollection = (typeof CAUSES)[number];
type Cause = { readonly id: string; readonly effects: readonly Effect[] };

/** Records of the last weeks are looked over at start, for a console that died between a record and what follows from it. */
const LOOK_BACK_MS = 28 * 86_400_000;
const LOOK_BACK_AFTER_MS = 5_000;
/** Changes that come by sync are looked at together. */
const GATHER_MS = 400;

const ACT_COMMANDS: Readonly<Record<Effect['act'], (effect: Effect) => string | null>> = {
  set: () => null,
  step: () => 'step',
  note: () => 'addNote',
  comment: () => 'addComment',
  link: ({ set }) => ('problemId' in set ? 'linkProblem' : 'linkKnowledge'),
};

/** Whether who is signed in may do this to such a record; otherwise another console will. Orders' effects are part of completing them. */
const mayApply = (host: EffectHost, effect: Effect, target: object): boolean => {
  const act = ACT_COMMANDS[effect.act](effect);
  const process = processOf((target as { type?: unknown }).type);
  if (act === null || process === null) return true;
  const session = host.session.current();
  // Nobody is signed in at start: what this console began is its own to finish.
  if (session.state === 'signed_out') return true;
  return may(session.actor, commandOf(process, act) as CommandName, target as PermissionTarget).ok;
};

const applyOne = async (host: EffectHost, effect: Effect): Promise<void> => {
  const actor: Actor = { personId: effect.by, roles: [], teamIds: [], deviceId: host.device.id };
  const ctx = processContext(host, actor);
  const applied = await host.records.change(effect.collection, effect.targetId, (target) =>
    ok(
      isOutstanding(target, effect) && mayApply(host, effect, target)
        ? applyEffect(target, effect, ctx)
        : target,
    ),
  );
  // A target that is not on this device is done by a console that has it; the effect stays in its cause.
  if (!applied.ok) host.log('warn', `effect ${effect.id} waits: ${applied.error.code}`);
};

/** Effects whose targets don't tell of them yet: a problem that told hundreds of incidents is edited a hundred times more. */
const undone = async (host: EffectHost, cause: Cause): Promise<readonly Effect[]> => {
  const targets = new Map<string, Journalled>();
  for (const collection of new Set(cause.effects.map((effect) => effect.collection))) {
    const ids = cause.effects.filter((one) => one.collection === collection).map(({ targetId }) => targetId);
    for (const target of await host.records.getMany(collection, ids)) targets.set(target.id, target);
  }
  return cause.effects.filter((effect) => {
    const target = targets.get(effect.targetId);
    return target === undefined || !hasEntryOf(target, effect);
  });
};

/** Records about to get effects, noted before they are written: what a crash interrupts is finished at the next start. */
const pending = pendingWork('effects.pending');
const keyOf = (collection: CauseCollection, id: string): string => `${collection}:${id}`;

/** Does what follows from a record. Doing it again changes nothing; one target that is refused does not hold up the others. */
const applyEffects = async (host: EffectHost, collection: CauseCollection, cause: Cause): Promise<void> => {
  for (const effect of await undone(host, cause)) await applyOne(host, effect);
  pending.forget(host, keyOf(collection, cause.id));
};

/**
 * Writes a record that has effects and does them: noted first, so that a crash between the two leaves a trace. `write` answers the
 * command's reply; after a refusal nothing follows.
 */
export const withEffects = async <R extends Cause>(
  host: EffectHost,
  collection: CauseCollection,
  id: string,
  write: () => Promise<Reply<R>>,
): Promise<Reply<R>> => {
  pending.note(host, keyOf(collection, id));
  const reply = await write();
  if (reply.ok) await applyEffects(host, collection, reply.data);
  else pending.forget(host, keyOf(collection, id));
  return reply;
};

const finish = async (host: EffectHost, collection: CauseCollection, ids: readonly string[]) => {
  for (const record of await host.records.getMany(collection, ids))
    await applyEffects(host, collection, record);
};

/** Finishes every effect that is open on this device, however old. Answers how many records had some. */
export const finishOpenEffects = async (host: EffectHost): Promise<number> => {
  let count = 0;
  for (const collection of CAUSES) {
    const ids = host.read.withOpenEffects(collection, '');
    await finish(host, collection, ids);
    count += ids.length;
  }
  return count;
};

/** Finishes what a crash of this console interrupted. Runs once when the host starts. */
export const repairEffects = async (host: EffectHost): Promise<void> => {
  for (const key of pending.ids(host)) {
    const [collection, id = ''] = key.split(':');
    const known = CAUSES.find((one) => one === collection);
    if (known !== undefined) await finish(host, known, [id]);
    pending.forget(host, key);
  }
};

/**
 * Watches for records with effects that come from elsewhere, and finishes them: a parent that another console resolved takes its children along
 * also when that console never comes back. Answers what to call to stop.
 */
export const watchEffects = (host: EffectHost): (() => Promise<void>) => {
  const waiting = new Map<CauseCollection, Set<string>>();
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    for (const [collection, ids] of [...waiting]) {
      waiting.delete(collection);
      await finish(host, collection, [...ids]);
    }
  };
  const note = (collection: CauseCollection, id: string): void => {
    waiting.set(collection, (waiting.get(collection) ?? new Set()).add(id));
    timer ??= setTimeout(() => {
      timer = null;
      running = running.then(run).catch((error) => host.log('warn', 'effects were not finished', error));
    }, GATHER_MS);
    timer.unref();
  };
  // What came while this console was closed; not at once, the first seconds of a start belong to the queue.
  const lookBack = setTimeout(() => {
    const since = new Date(host.clock.nowMs() - LOOK_BACK_MS).toISOString();
    for (const collection of CAUSES) {
      for (const id of host.read.withOpenEffects(collection, since)) note(collection, id);
    }
  }, LOOK_BACK_AFTER_MS);
  lookBack.unref();
  const subscriptions = CAUSES.map((collection) =>
    host.database.collections[collection].eventBulks$.subscribe(({ events }) => {
      for (const { documentId, documentData } of events) {
        // RxDB types the data of an event by one collection; both have effects.
        const { effects } = documentData as unknown as Partial<Cause>;
        if (Array.isArray(effects) && effects.length > 0) note(collection, documentId);
      }
    }),
  );
  return async () => {
    for (const subscription of subscriptions) subscription.unsubscribe();
    clearTimeout(lookBack);
    if (timer !== null) clearTimeout(timer);
    await running;
  };
};
