type Identified = { readonly id: unknown };
const isIdentified = (value: unknown): value is Identified =>
  typeof value === 'object' && value !== null && 'id' in value;

const keptList = (before: readonly unknown[], now: readonly unknown[]): readonly unknown[] => {
  const byId = new Map(before.filter(isIdentified).map((one) => [one.id, one]));
  const list = now.map((one, index) => keptParts(isIdentified(one) ? byId.get(one.id) : before[index], one));
  return list.length === before.length && list.every((one, index) => one === before[index]) ? before : list;
};

/**
 * `now` with the objects and lists of `before` wherever they say the same, records of a list by their id: an answer that comes again, as for a page that somebody
 * returns to, is new in every part, and React would render all of it anew. Takes plain data, as it comes from the host.
 */
export const keptParts = <T>(before: unknown, now: T): T => {
  if (before === now || typeof before !== 'object' || typeof now !== 'object') return now;
  if (before === null || now === null || Array.isArray(before) !== Array.isArray(now)) return now;
  if (Array.isArray(now)) return keptList(before as readonly unknown[], now) as T;
  const known = before as Readonly<Record<string, unknown>>;
  const kept = Object.entries(now).map(([key, value]) => [key, keptParts(known[key], value)] as const);
  const isSame =
    kept.length === Object.keys(known).length &&
    kept.every(([key, value]) => key in known && value === known[key]);
  return (isSame ? before : Object.fromEntries(kept)) as T;
};
