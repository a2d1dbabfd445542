import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { RecordFacts } from '#renderer/shared/record/record-facts.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { IncidentRecord } from './incident-record.ts';

const CLASSIFICATION = [
  'impact',
  'urgency',
  'category',
  'subcategory',
  'symptom',
  'serviceId',
  'placeId',
  'channel',
  'tags',
];
const OUTCOME = [
  'closureCode',
  'closureNotes',
  'resolvedAt',
  'resolvedBy',
  'closedAt',
  'reassignmentCount',
  'reopenCount',
];

/** How bad, what kind, where; and, once it is solved, how. */
export const ClassificationPart = ({ page }: { readonly page: IncidentRecord }): ReactNode => {
  const t = useText('incidents');
  return (
    <Section title={t('side.classification')}>
      <RecordFacts view={page} rows={[...CLASSIFICATION, ...OUTCOME]} />
    </Section>
  );
};
