/**
 * Entries that somebody brings for others: a colleague's edits from a shared notebook, an effect that a colleague decided, a revision that a
 * cluster left aside. The server believes nobody who speaks in another's name, so who brings them says so: with an entry of their own that
 * names them. The history shows both.
 */
import type { JournalEntry } from '#domain/fields/base.ts';
import { derivedId } from '#domain/merge/paths.ts';
import type { Actor, Id } from '#domain/records/common.ts';
import { justAfterAll } from '#domain/records/instants.ts';

/** What the entry names in place of a field: the ids of the entries that it brings. */
export const BROUGHT = 'journal';

/** Ids of the entries that `entry` brings; none for all others. No packages: CouchDB bundles this. */
export const broughtBy = ({
  kind,
  changes,
}: {
  readonly kind: string;
  readonly changes: readonly { readonly field: string; readonly to?: unknown }[];
}): readonly unknown[] => {
  const told = kind === 'merged' ? changes.find(({ field }) => field === BROUGHT) : undefined;
  return told !== undefined && Array.isArray(told.to) ? told.to : [];
};

type WithJournal = { readonly journal: readonly JournalEntry[] };

/**
 * `record` as `actor` hands it to a server that has the entries of `known` (null: none): where it has new ones of others that nobody brought
 * yet, with an entry of the actor that names them. Imported history is brought by who may import. The same inputs give the same entry, so that sending again adds nothing.
 */
export const withBringer = <R extends WithJournal & { readonly id: Id }>(
  record: R,
  known: WithJournal | null,
  { personId, deviceId }: Pick<Actor, 'personId' | 'deviceId'>,
): R => {
  const there = new Set(known === null ? [] : known.journal.map(({ id }) => id));
  const fresh = record.journal.filter(({ id }) => !there.has(id));
  const named = new Set(fresh.filter(({ by }) => by === personId).flatMap(broughtBy));
  const foreign = fresh
    .filter(({ id, by, origin }) => by !== personId && origin !== 'import' && !named.has(id))
    .map(({ id }) => id);
  if (foreign.length === 0) return record;
  const to = foreign.sort();
  const bringer: JournalEntry = {
    id: derivedId('brought', record.id, personId, to),
    at: justAfterAll(record.journal.map(({ at }) => at)),
    by: personId,
    device: deviceId,
    origin: 'sync',
    kind: 'merged',
    changes: [{ field: BROUGHT, from: null, to }],
    text: null,
    minutes: null,
    effectId: null,
  };
  return { ...record, journal: [...record.journal, bringer] };
};
