import type { ReactNode } from 'react';
import { CHANGE_FIELDS } from '#domain/fields/changes.ts';
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
  ['implementationPlan'],
  ['testPlan'],
  ['backoutPlan'],
  ['communicationPlan'],
  ['category', 'subcategory'],
  ['impact', 'urgency'],
] as const satisfies readonly (readonly (keyof NewChangeForm & keyof typeof CHANGE_FIELDS)[])[];

/** The fields of a new change. */
export const ChangeForm = ({ change }: { readonly change: NewChange }): ReactNode => {
  const t = useText('changes');
  const { form, edit, company, names, marksMissing } = change;
  return (
    <TicketForm
      kind={KIND}
      table={CHANGE_FIELDS}
      rows={ROWS}
      {...{ form, edit, company, names }}
      titleError={marksMissing ? t('new.titleMissing') : null}
    />
  );
};
