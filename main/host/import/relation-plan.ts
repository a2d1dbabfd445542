import type { Relation } from '#domain/fields/config-items.ts';
import { append, applyChanges, entry, newRecordBase } from '#domain/journal/journal.ts';
import type { Env } from '#domain/records/common.ts';
import type { ImportHost } from './import-context.ts';
import type { Workspace } from './workspace.ts';

export type RelationWish = Pick<Relation, 'id' | 'kind' | 'fromId' | 'toId' | 'label'>;

/** Relations of the items, stored or planned. */
export const relationsOf = async (
  ciIds: readonly string[],
  host: ImportHost,
  workspace: Workspace,
): Promise<readonly Relation[]> => {
  const ids = new Set(ciIds);
  const all = [...new Set([...host.read.relationIdsOf(ciIds), ...workspace.relationIdsOf(ciIds)])];
  await workspace.prefetch('relations', all);
  const found = await Promise.all(all.map((id) => workspace.get('relations', id)));
  return found.filter((one): one is Relation => one !== null && (ids.has(one.fromId) || ids.has(one.toId)));
};

/** Makes the relation, or brings it back; one that is there already stays as it is. */
export const planRelation = async (
  wish: RelationWish,
  workspace: Workspace,
  env: Env,
): Promise<'created' | 'updated' | 'unchanged'> => {
  const stored = await workspace.get('relations', wish.id);
  if (stored?.active) return 'unchanged';
  if (stored !== null) {
    workspace.put('relations', applyChanges(stored, { active: true }, env, { origin: 'import' }));
    return 'updated';
  }
  const relation: Relation = {
    ...newRecordBase(env, { id: wish.id }),
    ...wish,
    group: null,
    minUp: null,
    active: true,
    source: 'import',
  };
  const created = { ...entry(env, 'created', { origin: 'import' }), id: `${wish.id}-created` };
  workspace.put('relations', append(relation, created));
  return 'created';
};

/** Ends relations that an earlier import made and that no longer hold. Those made by hand or by an order stay. */
export const endRelations = (
  relations: readonly Relation[],
  workspace: Workspace,
  env: Env,
): readonly Relation[] => {
  const ending = relations.filter((relation) => relation.active && relation.source === 'import');
  for (const relation of ending) {
    workspace.put('relations', applyChanges(relation, { active: false }, env, { origin: 'import' }));
  }
  return ending;
};
