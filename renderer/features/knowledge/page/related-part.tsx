import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { RecordFacts } from '#renderer/shared/record/record-facts.tsx';
import type { AnyRecordPage } from '#renderer/shared/record/record-page.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { KnowledgeDetail } from './detail.ts';

type RelatedPartProps = { readonly page: AnyRecordPage; readonly detail: KnowledgeDetail };

/** Where it comes from: the ticket it was written from; of a known error its problem, and the change that carries the fix. */
export const RelatedPart = ({ page, detail }: RelatedPartProps): ReactNode => {
  const t = useText('knowledge');
  const { problem, ticket } = detail;
  const rows = [...(problem === null ? [] : [problem]), ...(ticket === null ? [] : [ticket])].map(ticketRow);
  const fields = ['problemId', 'changeId'].filter((field) => field in page.process.fields);
  // A problem that is here stands above with its state; its field is for choosing another one.
  const facts = fields.filter(
    (field) => field !== 'problemId' || problem === null || page.mayEdit('problemId'),
  );
  return (
    <Section title={t('related.title')}>
      <LinkedRecords rows={rows} empty={fields.length === 0 ? t('related.none') : ''} />
      <RecordFacts view={page} rows={facts} />
    </Section>
  );
};
