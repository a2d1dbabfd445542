/**
 * The name that stands in `names` for an id, null where there is none. Only what stands there itself counts: an id may be any text, and every
 * object answers to `constructor` with something that is no name and can't travel between processes.
 */
export const nameIn = (
  names: Readonly<Record<string, string>>,
  id: string | null | undefined,
): string | null => (id != null && Object.hasOwn(names, id) ? (names[id] ?? null) : null);
