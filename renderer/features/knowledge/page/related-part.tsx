import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { saveField } from '#renderer/shared/record/field-save.ts';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { RecordFacts } from '#renderer/shared/record/record-facts.tsx';
import type { AnyRecordPage } from '#renderer/shared/record/record-page.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { KnowledgeDetail } from './use-entry-page.ts';

type RelatedPartProps = { readonly page: AnyRecordPage; readonly detail: KnowledgeDetail };

/** Where it comes from: the ticket it was written from; of a known error its problem, and the change that carries the fix. */
export const RelatedPart = ({ page, detail }: RelatedPartProps): ReactNode => {
  const t = useText('knowledge');
  const { problem, ticket } = detail;
  const unlink = page.mayEdit('problemId') ? () => void saveField(page, 'problemId', null) : undefined;
  // A problem that is here has a line with its state; the field is for choosing one.
  const fields = [...(problem === null ? ['problemId'] : []), 'changeId'].filter(
    (field) => field in page.process.fields,
  );
  const isAlone = problem === null && fields.length === 0;
  return (
    <Section title={t('related.title')}>
      {problem !== null && <LinkedRecords rows={[ticketRow(problem)]} onUnlink={unlink} />}
      <LinkedRecords
        rows={ticket === null ? [] : [ticketRow(ticket)]}
        empty={isAlone ? t('related.none') : ''}
      />
      <RecordFacts view={page} rows={fields} />
    </Section>
  );
};
