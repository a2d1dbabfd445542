import type { Effect } from '#domain/fields/base.ts';
import type { ConfigItem, Relation } from '#domain/fields/config-items.ts';
import type { LicenceSeat } from '#domain/fields/licences.ts';
import type { CarryOver, Order, OrderDevice } from '#domain/fields/orders.ts';
import type { Env, Id } from '#domain/records/common.ts';
import type { EffectSet } from './order.effect-fields.ts';

/** What is known about the order's devices when it is completed. */
export type OrderWorld = {
  /** The order's devices and, where the order asks for `moveAttached`, what hangs on them. */
  readonly cis: readonly ConfigItem[];
  /** Active relations of those devices. */
  readonly relations: readonly Relation[];
  /** Licence seats bound to or reserved for those devices. */
  readonly seats: readonly LicenceSeat[];
};

const hashOf = (text: string): string => {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
};

/** The same id on every replica, so that an order completed on two notebooks is applied once. At most 80 characters. */
const effectIdOf = (orderId: Id, targetId: Id): Id => {
  const plain = `${orderId}:${targetId}`;
  return plain.length <= 80 ? plain : `${orderId.slice(0, 34)}:${targetId.slice(-34)}:${hashOf(plain)}`;
};

type Draft = Omit<Effect, 'id' | 'at' | 'by' | 'reason'>;
const ciEffect = (targetId: Id, set: EffectSet['configItems']): Draft => ({
  collection: 'configItems',
  targetId,
  act: 'set',
  set,
  text: null,
});
const relationEffect = (targetId: Id, set: EffectSet['relations']): Draft => ({
  collection: 'relations',
  targetId,
  act: 'set',
  set,
  text: null,
});
const seatEffect = (targetId: Id, set: EffectSet['licences']): Draft => ({
  collection: 'licences',
  targetId,
  act: 'set',
  set,
  text: null,
});

const byRole = (order: Order, role: OrderDevice['role']): readonly OrderDevice[] =>
  order.devices.filter((device) => device.role === role);

const freeSeats = (ciId: Id, world: OrderWorld): Draft[] =>
  world.seats
    .filter((seat) => seat.ciId === ciId)
    .map((seat) => seatEffect(seat.id, { state: 'free', ciId: null, userId: null }));

const endRelations = (ciId: Id, world: OrderWorld): Draft[] =>
  world.relations
    .filter((relation) => relation.active && (relation.fromId === ciId || relation.toId === ciId))
    .map((relation) => relationEffect(relation.id, { active: false }));

/** Everything attached to `ciId`, and what is attached to that; a loop of attachments ends by itself. */
const attachedTo = (ciId: Id, world: OrderWorld): readonly Id[] => {
  const found = new Set<Id>([ciId]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const relation of world.relations) {
      if (relation.active && relation.kind === 'attached_to' && found.has(relation.toId))
        found.add(relation.fromId);
    }
  }
  found.delete(ciId);
  return [...found];
};

/** A device keeps its user unless somebody is known to take it over. */
const userIfKnown = (userId: Id | null): EffectSet['configItems'] => (userId === null ? {} : { userId });

const moveEffects = (order: Order, world: OrderWorld): Draft[] => {
  const moved = byRole(order, 'subject').map((device) => device.ciId);
  const along = order.moveAttached ? moved.flatMap((ciId) => attachedTo(ciId, world)) : [];
  const set = { placeId: order.targetPlaceId, ...userIfKnown(order.targetUserId) };
  return [
    ...moved.map((ciId) => ciEffect(ciId, set)),
    ...[...new Set(along)].filter((ciId) => !moved.includes(ciId)).map((ciId) => ciEffect(ciId, set)),
  ];
};

const addEffects = (order: Order, now: string): Draft[] =>
  byRole(order, 'new').map((device) =>
    ciEffect(device.ciId, {
      status: 'in_operation',
      active: true,
      ...userIfKnown(order.targetUserId ?? order.personId),
      placeId: order.targetPlaceId,
      installedAt: now,
      retiredAt: null,
    }),
  );

/** A relation of the old device goes to the new one; one that the new device has already, or that would join it to itself, ends. */
const carriedRelations = (oldId: Id, newId: Id, world: OrderWorld): Draft[] => {
  const repoint = (id: Id): Id => (id === oldId ? newId : id);
  const active = world.relations.filter((relation) => relation.active);
  return active
    .filter((relation) => relation.fromId === oldId || relation.toId === oldId)
    .map((relation) => {
      const fromId = repoint(relation.fromId);
      const toId = repoint(relation.toId);
      const isThere = active.some(
        (other) =>
          other.id !== relation.id &&
          other.kind === relation.kind &&
          other.fromId === fromId &&
          other.toId === toId,
      );
      return relationEffect(relation.id, isThere || fromId === toId ? { active: false } : { fromId, toId });
    });
};

const swapEffects = (order: Order, world: OrderWorld, now: string): Draft[] => {
  const before = world.cis.find((item) => item.id === byRole(order, 'old')[0]?.ciId);
  const after = world.cis.find((item) => item.id === byRole(order, 'new')[0]?.ciId);
  if (before === undefined || after === undefined) return [];
  const carries = (what: CarryOver): boolean => order.carryOver.includes(what);
  const status = order.oldDeviceStatus ?? 'stored';
  const isScrapped = status === 'scrapped';
  const fromOld = (what: CarryOver): boolean => carries(what) || isScrapped;
  return [
    ciEffect(after.id, {
      status: 'in_operation',
      active: true,
      installedAt: now,
      retiredAt: null,
      userId: order.targetUserId ?? (carries('user') ? before.userId : after.userId),
      ...(carries('place') ? { placeId: before.placeId } : {}),
      ...(carries('ip') ? { ips: before.ips } : {}),
      ...(carries('agreements')
        ? { agreementIds: [...new Set([...after.agreementIds, ...before.agreementIds])] }
        : {}),
    }),
    ciEffect(before.id, {
      status,
      userId: null,
      // It is in nobody's room any more: where nobody said where it went, no place is known.
      placeId: order.targetPlaceId,
      ...(fromOld('ip') ? { ips: [] } : {}),
      ...(fromOld('agreements') ? { agreementIds: [] } : {}),
      ...(isScrapped ? { active: false, retiredAt: now } : {}),
    }),
    ...(carries('relations') ? carriedRelations(before.id, after.id, world) : []),
    ...(!carries('relations') && isScrapped ? endRelations(before.id, world) : []),
    ...(carries('licences')
      ? world.seats
          .filter((seat) => seat.ciId === before.id)
          .map((seat) => seatEffect(seat.id, { ciId: after.id }))
      : []),
    ...(!carries('licences') && isScrapped ? freeSeats(before.id, world) : []),
  ];
};

const disposalEffects = (order: Order, world: OrderWorld, now: string): Draft[] =>
  byRole(order, 'subject').flatMap(({ ciId }) => {
    return [
      ciEffect(ciId, { status: 'scrapped', active: false, retiredAt: now, userId: null, placeId: null }),
      ...freeSeats(ciId, world),
      ...endRelations(ciId, world),
    ];
  });

const draftsOf = (order: Order, world: OrderWorld, now: string): Draft[] => {
  switch (order.type) {
    case 'move':
      return moveEffects(order, world);
    case 'add':
      return addEffects(order, now);
    case 'swap':
      return swapEffects(order, world, now);
    case 'disposal':
      return disposalEffects(order, world, now);
  }
};

/** Every write on other documents that completing `order` at `now` means, one for each target. */
export const effectsOf = (order: Order, world: OrderWorld, { now, actor }: Env): Effect[] => {
  const merged = new Map<Id, Draft>();
  // Two disposed devices may share a relation: one write for each target, or the second would be taken for a repetition.
  for (const draft of draftsOf(order, world, now)) {
    const earlier = merged.get(draft.targetId);
    merged.set(
      draft.targetId,
      earlier === undefined ? draft : { ...earlier, set: { ...earlier.set, ...draft.set } },
    );
  }
  return [...merged.values()].map((draft) => ({
    id: effectIdOf(order.id, draft.targetId),
    at: now,
    by: actor.personId,
    reason: order.number,
    ...draft,
  }));
};
