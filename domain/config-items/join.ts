import type { JournalEntry } from '#domain/fields/base.ts';
import type { ConfigItem, Relation } from '#domain/fields/config-items.ts';
import { attachmentRelationId, guestRelationId } from '#domain/import/glpi-neighbours.ts';
import { stableId } from '#domain/import/stable-id.ts';
import { append, diff, entry, newRecordBase } from '#domain/journal/journal.ts';
import type { Env, Id } from '#domain/records/common.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';

/**
 * Two items turned out to be one device. One is kept: it gets what it lacked and the relations of the other, which leaves operation and
 * points to it. Every step says in its history what was joined, and the undoing reads there what to give back.
 */

/** Names in the history that are no fields: which item was joined to it or by it, and the entry that is undone. */
const JOINED = 'joined';
const UNDONE = 'undone';
export const JOIN_IN_HISTORY = [JOINED, UNDONE];
/** Where the other one keeps which item it was joined into. */
const JOINED_INTO = 'joinedInto';

type Joined = Result<ConfigItem, 'invalid_join'>;

/** The item that this one was joined into. */
export const joinedInto = ({ extra }: Pick<ConfigItem, 'extra'>): Id | null => {
  const into = extra[JOINED_INTO];
  return typeof into === 'string' ? into : null;
};

const names = (one: JournalEntry, side: 'from' | 'to', id: Id): boolean =>
  one.changes.some((change) => change.field === JOINED && change[side] === id);

/** The entry by which `id` was joined, unless that was undone since. */
const joinOf = (record: Pick<ConfigItem, 'journal'>, id: Id): JournalEntry | null => {
  const last = record.journal.filter((one) => names(one, 'to', id) || names(one, 'from', id)).at(-1);
  return last !== undefined && names(last, 'to', id) ? last : null;
};

/** Items that were joined into this one and not separated since. */
export const joinedItems = (item: Pick<ConfigItem, 'journal'>): readonly Id[] => {
  const ids = item.journal.flatMap(({ changes }) =>
    changes.flatMap(({ field, to }) => (field === JOINED ? [to] : [])),
  );
  return [...new Set(ids)].filter((id): id is Id => typeof id === 'string' && joinOf(item, id) !== null);
};

/** Items that its history names as joined with it. */
export const itemsInHistory = (item: Pick<ConfigItem, 'journal'>): readonly Id[] =>
  item.journal.flatMap(({ changes }) =>
    changes
      .filter(({ field }) => field === JOINED)
      .flatMap(({ from, to }) => [from, to].filter((id): id is Id => typeof id === 'string')),
  );

type Filled = Partial<ConfigItem>;

const TEXTS = ['serial', 'uuid', 'assetTag', 'manufacturer', 'model', 'userId', 'teamId', 'placeId'] as const;
const LISTS = ['macs', 'ips', 'agreementIds', 'tags'] as const;
const OBJECTS = ['commercial', 'hardware'] as const;

const withoutNulls = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null));

/** What the kept one does not know itself. */
const missingIn = (kept: ConfigItem, gone: ConfigItem): Filled => ({
  ...Object.fromEntries(TEXTS.filter((field) => kept[field] === null).map((field) => [field, gone[field]])),
  ...Object.fromEntries(LISTS.map((field) => [field, [...new Set([...kept[field], ...gone[field]])]])),
  ...Object.fromEntries(
    OBJECTS.map((field) => [
      field,
      { ...kept[field], ...withoutNulls(gone[field]), ...withoutNulls(kept[field]) },
    ]),
  ),
  installedAt: kept.installedAt ?? gone.installedAt,
});

/** The kept item with what the other one knew. Joining again changes nothing. Error: `invalid_join`. */
export const keepJoined = (kept: ConfigItem, gone: ConfigItem, env: Env): Joined => {
  if (kept.id === gone.id) return fail('invalid_join', 'join.itself');
  if (joinedInto(kept) !== null) return fail('invalid_join', 'join.kept_is_joined', { name: kept.name });
  if (joinOf(kept, gone.id) !== null) return ok(kept);
  const after = { ...kept, ...missingIn(kept, gone) };
  const changes = diff(kept, after, [...TEXTS, ...LISTS, ...OBJECTS, 'installedAt']);
  const joined = { field: JOINED, from: null, to: gone.id };
  return ok(append(after, entry(env, 'link', { changes: [joined, ...changes], text: gone.name })));
};

/** The other item, out of operation. Error: `invalid_join`. */
export const leaveJoined = (gone: ConfigItem, kept: ConfigItem, env: Env): Joined => {
  if (kept.id === gone.id) return fail('invalid_join', 'join.itself');
  const into = joinedInto(gone);
  if (into === kept.id) return ok(gone);
  if (into !== null) return fail('invalid_join', 'join.gone_is_joined', { name: gone.name });
  const patch = {
    extra: { ...gone.extra, [JOINED_INTO]: kept.id },
    status: 'out_of_operation' as const,
    active: false,
    retiredAt: gone.retiredAt ?? env.now,
  };
  const changes = diff(gone, { ...gone, ...patch }, ['extra', 'status', 'active', 'retiredAt']);
  const joined = { field: JOINED, from: null, to: kept.id };
  return ok(
    append({ ...gone, ...patch }, entry(env, 'link', { changes: [joined, ...changes], text: kept.name })),
  );
};

const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** `now` without what a change brought; what somebody changed since stays. */
const takenBack = (now: unknown, from: unknown, to: unknown): unknown => {
  if (Array.isArray(now)) {
    const brought = textsIn(to).filter((one) => !textsIn(from).includes(one));
    return textsIn(now).filter((one) => !brought.includes(one));
  }
  if (isObject(now) && isObject(from) && isObject(to)) {
    return Object.fromEntries(
      Object.entries(now).map(([key, value]) => [
        key,
        sameValue(value, to[key] ?? null) ? (from[key] ?? null) : value,
      ]),
    );
  }
  return sameValue(now, to) ? from : now;
};

/** `item` as it was before it was joined with `other`, with an entry that names the one it undoes. Error: `invalid_join`. */
const undo = (
  item: ConfigItem,
  other: ConfigItem,
  env: Env,
  back: (join: JournalEntry) => Partial<ConfigItem>,
): Joined => {
  const join = joinOf(item, other.id);
  if (join === null) return ok(item);
  const patch = back(join);
  const changes = diff(item, { ...item, ...patch }, Object.keys(patch) as (keyof ConfigItem)[]);
  const said = [
    { field: JOINED, from: other.id, to: null },
    { field: UNDONE, from: null, to: join.id },
  ];
  return ok(
    append({ ...item, ...patch }, entry(env, 'link', { changes: [...said, ...changes], text: other.name })),
  );
};

const changesBack = (item: ConfigItem, join: JournalEntry): Partial<ConfigItem> =>
  Object.fromEntries(
    join.changes
      .filter(({ field }) => field !== JOINED)
      .map(({ field, from, to }) => [field, takenBack(item[field as keyof ConfigItem], from, to)]),
  );

/** The kept item without what the join gave it. What was edited since stays. */
export const keepSeparated = (kept: ConfigItem, gone: ConfigItem, env: Env): Joined =>
  undo(kept, gone, env, (join) => changesBack(kept, join));

/** The other item as it was, on its own again. Error: `invalid_join` when it was not joined. */
export const leaveSeparated = (gone: ConfigItem, kept: ConfigItem, env: Env): Joined => {
  if (joinedInto(gone) !== kept.id) return fail('invalid_join', 'join.none', { name: gone.name });
  return undo(gone, kept, env, (join) => {
    const { [JOINED_INTO]: _into, ...extra } = gone.extra;
    const { extra: _extra, ...back } = changesBack(gone, join);
    return { ...back, extra };
  });
};

/** As an import would name the relation, so that it finds it; others by what they stand for. */
const movedId = ({ id, kind, source }: Relation, fromId: Id, toId: Id): Id => {
  if (source === 'import' && kind === 'attached_to') return attachmentRelationId(fromId, toId);
  if (source === 'import' && kind === 'runs_on') return guestRelationId(fromId, toId);
  return stableId('rel-joined', `${id}|${fromId}|${toId}`);
};

const marked = (relation: Relation, active: boolean, change: object, env: Env): Relation => {
  const changes = [
    { field: JOINED, from: null, to: null, ...change },
    { field: 'active', from: relation.active, to: active },
  ];
  return append({ ...relation, active }, entry(env, 'link', { changes }));
};

/**
 * The relations of both after the join: those of the other one end, and the kept one has them instead. `stored` are the relations of
 * both, ended ones too; only what changes comes back.
 */
export const joinedRelations = (
  kept: ConfigItem,
  gone: ConfigItem,
  stored: readonly Relation[],
  env: Env,
): readonly Relation[] => {
  const moved = (id: Id): Id => (id === gone.id ? kept.id : id);
  return stored
    .filter(({ active, fromId, toId }) => active && (fromId === gone.id || toId === gone.id))
    .flatMap((relation) => {
      const ended = marked(relation, false, { to: kept.id }, env);
      const ends = { fromId: moved(relation.fromId), toId: moved(relation.toId) };
      const isThere = stored.some(
        (one) =>
          one.active &&
          one.kind === relation.kind &&
          one.label === relation.label &&
          one.fromId === ends.fromId &&
          one.toId === ends.toId,
      );
      if (ends.fromId === ends.toId || isThere) return [ended];
      const id = movedId(relation, ends.fromId, ends.toId);
      const before = stored.find((one) => one.id === id);
      if (before !== undefined) return [ended, marked(before, true, { to: gone.id }, env)];
      const { kind, label, group, minUp, source } = relation;
      const made: Relation = {
        ...newRecordBase(env, { id }),
        ...ends,
        ...{ kind, label, group, minUp, source, active: true },
      };
      const changes = [{ field: JOINED, from: null, to: gone.id }];
      return [ended, append(made, entry(env, 'created', { changes }))];
    });
};

/** The relations after the undoing: what the join ended or made last is as it was. */
export const separatedRelations = (
  kept: ConfigItem,
  gone: ConfigItem,
  stored: readonly Relation[],
  env: Env,
): readonly Relation[] =>
  stored.flatMap((relation) => {
    const last = relation.journal.at(-1);
    if (last === undefined) return [];
    if (!relation.active && names(last, 'to', kept.id))
      return [marked(relation, true, { from: kept.id }, env)];
    if (relation.active && names(last, 'to', gone.id))
      return [marked(relation, false, { from: gone.id }, env)];
    return [];
  });
