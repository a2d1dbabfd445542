/** One text for one value, whatever order its fields were written in: what a sum is taken of. CouchDB bundles this. */
/** JSON with sorted keys, so that equal values have equal texts on every replica. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const names = Object.keys(fields).filter((name) => fields[name] !== undefined);
  return `{${names
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(fields[name])}`)
    .join(',')}}`;
};
