import type { ReactNode } from 'react';
import { CHANGE_FIELDS, VOTED_TYPES } from '#domain/fields/changes.ts';
import type { FieldTable } from '#domain/fields/field.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { TicketForm } from '#renderer/shared/record/ticket-form.tsx';
import type { NewChange, NewChangeForm } from './use-new-change.ts';

const KIND = { collection: 'tickets', type: 'change' } as const;

/** In the order in which a change is prepared. */
const ROWS = [
  ['title'],
  ['changeType', 'hasOutage'],
  ['justification'],
  ['description'],
  ['serviceId', 'ciId'],
  ['ciIds'],
  ['plannedStartAt', 'plannedEndAt'],
  ['costMinor'],
  ['implementationPlan'],
  ['testPlan'],
  ['backoutPlan'],
  ['communicationPlan'],
  ['category', 'subcategory'],
  ['impact', 'urgency'],
] as const satisfies readonly (readonly (keyof NewChangeForm & keyof typeof CHANGE_FIELDS)[])[];

/** Of a standard change: its plans are the model's. */
const STANDARD_ROWS = [
  ['title'],
  ['description'],
  ['serviceId', 'ciId'],
  ['ciIds'],
  ['plannedStartAt', 'plannedEndAt'],
  ['category', 'subcategory'],
  ['impact', 'urgency'],
] as const satisfies readonly (readonly (keyof NewChangeForm & keyof typeof CHANGE_FIELDS)[])[];

/** One of those that are asked about one by one is chosen; a standard change is made from its model. */
const TABLE = {
  ...CHANGE_FIELDS,
  changeType: { ...CHANGE_FIELDS.changeType, of: VOTED_TYPES },
} as const satisfies FieldTable;

/** The fields of a new change. */
export const ChangeForm = ({ change }: { readonly change: NewChange }): ReactNode => {
  const t = useText('changes');
  const { form, edit, company, names, marksMissing } = change;
  return (
    <TicketForm
      kind={KIND}
      table={TABLE}
      rows={change.isStandard ? STANDARD_ROWS : ROWS}
      {...{ form, edit, company, names }}
      // Who does it belongs to what it is about, not below all its plans.
      assignedAfter="ciIds"
      titleError={marksMissing ? t('new.titleMissing') : null}
    />
  );
};
