import type { GroupKey } from '#renderer/shared/i18n/i18n.ts';
import { useFieldWords } from '#renderer/shared/journal/field-words.ts';
import type { FieldWords } from '#renderer/shared/journal/journal-model.ts';

const CODES: Readonly<Record<string, GroupKey>> = {
  status: 'common:states',
  ciClass: 'common:ciClasses',
  criticality: 'common:criticalities',
};
const HIDDEN: ReadonlySet<string> = new Set(['active', 'openClashes']);

/** Words for the fields of a configuration item in its history. */
export const useCiFieldWords = (): FieldWords => useFieldWords(CODES, HIDDEN);
