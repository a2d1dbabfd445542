import type { FieldTable } from '#domain/fields/field.ts';
import { isObject, sameValue } from './json.ts';

/**
 * A page sends a list as a whole, made of the list that it showed. What came in since then (another console's entry, the tick before this
 * one) is not what the person meant to take out, so only what they did is done to the list as it is stored.
 */

type Values = Readonly<Record<string, unknown>>;
type Entry = Values & { readonly id: string };

const isEntry = (value: unknown): value is Entry => isObject(value) && typeof value.id === 'string';
const byId = (list: readonly unknown[]) => new Map(list.filter(isEntry).map((one) => [one.id, one] as const));

/** Of an entry that was changed only the fields that were; so who renames a task does not open it again. */
const editedEntry = (stored: Entry | undefined, seen: Entry | undefined, sent: Entry): Entry => {
  if (stored === undefined || seen === undefined) return sent;
  const edited = Object.entries(sent).filter(([name, value]) => !sameValue(value, seen[name]));
  return { ...stored, ...Object.fromEntries(edited) };
};

/** Entries with ids: those sent are put in or changed, those that were shown and not sent are taken out. */
const editedEntries = (
  stored: readonly unknown[],
  seen: readonly unknown[],
  sent: readonly unknown[],
): unknown[] => {
  const [inStored, inSeen, inSent] = [byId(stored), byId(seen), byId(sent)];
  const staying = [...inStored.values()].flatMap((one) => {
    const next = inSent.get(one.id);
    if (next !== undefined) return editedEntry(one, inSeen.get(one.id), next);
    return inSeen.has(one.id) ? [] : one;
  });
  const added = [...inSent.values()].filter((one) => {
    if (inStored.has(one.id)) return false;
    // Somebody took it out meanwhile: it only comes back if it was edited here.
    return !sameValue(one, inSeen.get(one.id));
  });
  return [...staying, ...added];
};

const editedSet = (
  stored: readonly unknown[],
  seen: readonly unknown[],
  sent: readonly unknown[],
): unknown[] => {
  const has = (list: readonly unknown[], value: unknown) => list.some((one) => sameValue(one, value));
  const staying = stored.filter((one) => has(sent, one) || !has(seen, one));
  return [...staying, ...sent.filter((one) => !has(stored, one) && !has(seen, one))];
};

/** `changes` with its lists brought onto `stored`; `seen` holds those lists as they were shown. A list without stands as it was sent. */
export const ontoStored = <C extends object>(
  table: FieldTable,
  stored: object,
  changes: C,
  seen: object = {},
): C => {
  const [sent, shown, now] = [changes, seen, stored] as readonly Values[] as [Values, Values, Values];
  const lists = Object.entries(sent).flatMap(([name, value]) => {
    const [before, present, plan] = [shown[name], now[name], table[name]?.merge];
    if (!Array.isArray(value) || !Array.isArray(before) || !Array.isArray(present)) return [];
    if (plan === 'keyed') return [[name, editedEntries(present, before, value)]];
    return plan === 'set' ? [[name, editedSet(present, before, value)]] : [];
  });
  return { ...changes, ...Object.fromEntries(lists) };
};
