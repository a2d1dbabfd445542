/**
 * What derived fields follow from. A console computes them anew when one of their causes changed and leaves them alone otherwise; the server
 * asks for the cause. So nobody sets a priority or a due time by hand, and a note does not move a deadline because an agreement was edited
 * meanwhile. No packages: CouchDB bundles this file.
 */
import { sameValue } from '#domain/records/json.ts';
import type { FieldTable } from './field.ts';

type Told = { readonly kind: string; readonly changes: readonly { readonly field: string }[] };
type Values = Readonly<Record<string, unknown>>;

/** The field that a path in the history is about: `tasks` of `tasks.t1.state`. */
export const fieldOfPath = (path: string): string => path.split('.')[0] ?? path;

/** Whether one of the causes changed between two versions, or one of the entries written in between says so. */
const hasCause = (
  causes: readonly string[],
  before: Values,
  after: Values,
  entries: readonly Told[],
): boolean =>
  causes.some((cause) => !sameValue(before[cause] ?? null, after[cause] ?? null)) ||
  entries.some(
    ({ kind, changes }) =>
      causes.includes(kind) || changes.some(({ field }) => causes.includes(fieldOfPath(field))),
  );

/** Derived fields of the table that must stand in `after` as they do in `before`, since nothing that they follow from has changed. */
export const steadyFields = (
  table: FieldTable,
  before: Values,
  after: Values,
  entries: readonly Told[],
): readonly string[] =>
  Object.keys(table).filter((name) => {
    const causes = table[name]?.causes;
    return causes !== undefined && !hasCause(causes, before, after, entries);
  });
