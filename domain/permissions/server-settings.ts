import { isObject } from '#domain/records/json.ts';
import { dismissalId } from '#domain/trends/dismissal-document.ts';
import type { TrendSubject } from '#domain/trends/trend.ts';
import { type Doc, idOf, textOf } from './server-doc.ts';
import { ACCEPTED, refuse, type Verdict } from './server-verdict.ts';

/** The id that such a value must stand under; null where any may. */
const idFor = (value: Doc): string | null => {
  if (value.key !== 'trend-dismissal') return null;
  return dismissalId({
    dimension: textOf(value.dimension) as TrendSubject['dimension'],
    value: textOf(value.value),
    within: typeof value.within === 'string' ? value.within : null,
    by: textOf(value.by),
  });
};

/**
 * Rights to a settings document follow from what kind it is, so it stays of that kind: whoever dismisses trends must not put such a dismissal
 * in the place of the company's categories, nor under another id.
 */
export const checkSettingId = (before: Doc | null, after: Doc): Verdict => {
  const value = isObject(after.value) ? after.value : {};
  if (before !== null && isObject(before.value) && before.value.key !== value.key) {
    return refuse('invalid', 'record.field_kept', { field: 'value.key' });
  }
  const id = idFor(value);
  return id === null || id === idOf(after) ? ACCEPTED : refuse('invalid', 'record.other_id');
};
