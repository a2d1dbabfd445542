import { isInstant } from '#domain/records/instants.ts';
import { isObject } from '#domain/records/json.ts';
import { dismissalId } from '#domain/trends/dismissal-document.ts';
import type { TrendSubject } from '#domain/trends/trend.ts';
import { type ServerActor, writerOf } from './identity.ts';
import { type Doc, idOf, textOf } from './server-doc.ts';
import { ACCEPTED, refuse, type Verdict } from './server-verdict.ts';

const MAX_TEXT = 2_000;
const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= MAX_TEXT;

/** Of the settings that are not the administrators' alone the server asks the shape, too. */
const isDismissal = (value: Doc): boolean =>
  [value.dimension, value.value, value.reason, value.by].every(isText) &&
  (value.within === null || isText(value.within)) &&
  isInstant(value.at) &&
  typeof value.countAtDismissal === 'number' &&
  typeof value.withdrawn === 'boolean';

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
 * in the place of the company's categories, nor under another id, nor in another's name. `actor` is null for who may all.
 */
export const checkSetting = (before: Doc | null, after: Doc, actor: ServerActor | null): Verdict => {
  const value = isObject(after.value) ? after.value : {};
  if (before !== null && isObject(before.value) && before.value.key !== value.key) {
    return refuse('invalid', 'record.field_kept', { field: 'value.key' });
  }
  const id = idFor(value);
  if (id !== null && id !== idOf(after)) return refuse('invalid', 'record.other_id');
  if (value.key !== 'trend-dismissal') return ACCEPTED;
  if (!isDismissal(value)) return refuse('invalid', 'field.wrong_kind', { field: 'value' });
  const isForeign = before === null && actor !== null && value.by !== writerOf(actor);
  return isForeign ? refuse('forbidden', 'history.author', { by: value.by }) : ACCEPTED;
};
