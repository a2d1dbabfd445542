/** How prepared edits read: what they are about, and their values. */
import type { ChangeRehearsal, PreparedTargetName } from '#contracts/changes.ts';
import { NEW_RELATION, relationIn } from '#domain/changes/preparations.ts';
import type { PreparedCollection } from '#domain/fields/changes.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { type FormatContext, formatField } from '#renderer/shared/record/field-format.ts';
import { useFormatContext } from '#renderer/shared/record/use-format.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';

type Edited = { readonly collection: PreparedCollection; readonly targetId: string; readonly field: string };

export type RehearsalWords = {
  /** The item, or what the relation joins. */
  readonly target: (one: Edited) => string;
  /** What of it; of a relation that comes or goes whether it is there. */
  readonly field: (one: Edited) => string;
  readonly value: (one: Edited, value: unknown) => string;
  readonly person: (id: string) => string;
};

/** A relation as a sentence without a verb: `ERP depends on SRV-2`. */
export const relationWords = (
  t: Translate<'changes'>,
  { kind, from, to }: NonNullable<PreparedTargetName['relation']>,
): string => t('rehearsal.relation', { from, kind: t(`configItems:relation.${kind}`), to });

const valueWords = (
  { collection, field }: Edited,
  value: unknown,
  t: Translate<'changes'>,
  format: FormatContext,
): string => {
  const whole = relationIn({ field, to: value });
  if (whole !== null) {
    const { group, minUp } = whole;
    return minUp === null ? t('rehearsal.there') : t('rehearsal.thereOf', { minUp, group: group ?? '' });
  }
  const isThere = field === NEW_RELATION || (collection === 'relations' && field === 'active');
  if (isThere) {
    const isUsed =
      typeof value === 'object' && value !== null ? (value as { active?: unknown }).active : value;
    return t(isUsed === true ? 'rehearsal.there' : 'rehearsal.notThere');
  }
  return formatField(field, value, format) ?? t('rehearsal.empty');
};

const ITEM = { collection: 'configItems', type: null } as const;
const RELATION = { collection: 'relations', type: null } as const;

/** The words of one rehearsal. */
export const useRehearsalWords = ({ targets, names }: ChangeRehearsal): RehearsalWords => {
  const t = useText('changes');
  const [ofItems, ofRelations] = [useFormatContext(ITEM, names), useFormatContext(RELATION, names)];
  return {
    target: ({ targetId }) => {
      const found = targets.find(({ id }) => id === targetId);
      if (found?.relation != null) return relationWords(t, found.relation);
      return found === undefined || found.name === '' ? t('rehearsal.unknown') : found.name;
    },
    field: ({ collection, field }) =>
      field === NEW_RELATION || (collection === 'relations' && field === 'active')
        ? t('rehearsal.isThere')
        : fieldLabel(collection, field),
    value: (one, value) =>
      valueWords(one, value, t, one.collection === 'configItems' ? ofItems : ofRelations),
    person: (id) => nameOf(names, id),
  };
};
