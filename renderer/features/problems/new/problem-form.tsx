import type { ReactNode } from 'react';
import { PROBLEM_FIELDS } from '#domain/fields/tickets.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { TicketForm } from '#renderer/shared/record/ticket-form.tsx';
import type { NewProblem, NewProblemForm } from './use-new-problem.ts';

const KIND = { collection: 'tickets', type: 'problem' } as const;

/** In the order in which a problem becomes known. */
const ROWS = [
  ['title'],
  ['symptom'],
  ['businessImpact'],
  ['workaround'],
  ['category', 'subcategory'],
  ['serviceId', 'ciId'],
  ['impact', 'urgency'],
] as const satisfies readonly (readonly (keyof NewProblemForm & keyof typeof PROBLEM_FIELDS)[])[];

/** The fields of a new problem. */
export const ProblemForm = ({ problem }: { readonly problem: NewProblem }): ReactNode => {
  const t = useText('problems');
  const { form, edit, company, incidents, marksMissing } = problem;
  const items = incidents.flatMap(({ ciId, ciName }) =>
    ciId === null || ciName === null ? [] : [[ciId, ciName] as const],
  );
  return (
    <TicketForm
      kind={KIND}
      table={PROBLEM_FIELDS}
      rows={ROWS}
      {...{ form, edit, company }}
      names={Object.fromEntries(items)}
      titleError={marksMissing ? t('new.titleMissing') : null}
    />
  );
};
