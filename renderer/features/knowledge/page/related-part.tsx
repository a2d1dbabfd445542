import { Button } from '@mui/material';
import type { ReactNode } from 'react';
import { ulid } from 'ulid';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { saveField } from '#renderer/shared/record/field-save.ts';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { RecordFacts } from '#renderer/shared/record/record-facts.tsx';
import type { AnyRecordPage } from '#renderer/shared/record/record-page.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { KnowledgeDetail } from './use-entry-page.ts';

type RelatedPartProps = { readonly page: AnyRecordPage; readonly detail: KnowledgeDetail };

/** Where it comes from: the ticket it was written from; of a known error its problem, and the change that carries the fix. */
export const RelatedPart = ({ page, detail }: RelatedPartProps): ReactNode => {
  const t = useText('knowledge');
  const may = useMay();
  const { problem, ticket } = detail;
  const unlink = page.mayEdit('problemId') ? () => void saveField(page, 'problemId', null) : undefined;
  // A problem that is here has a line with its state; the field is for choosing one.
  const fields = [...(problem === null ? ['problemId'] : []), 'changeId'].filter(
    (field) => field in page.process.fields,
  );
  // A change that carries the fix is there already, or is none of its business.
  const mayChange =
    page.process.type === 'known_error' &&
    page.record.changeId === null &&
    page.record.active &&
    may('changes.create');
  const isAlone = problem === null && fields.length === 0;
  return (
    <Section
      title={t('related.title')}
      actions={
        mayChange && (
          <Button
            size="small"
            onClick={() =>
              openRoute({
                ...{ page: 'change-new', draftId: ulid() },
                from: { collection: 'knowledge', id: page.record.id },
              })
            }
          >
            {t('changes:ofTicket.make')}
          </Button>
        )
      }
    >
      {problem !== null && <LinkedRecords rows={[ticketRow(problem)]} onUnlink={unlink} />}
      <LinkedRecords
        rows={ticket === null ? [] : [ticketRow(ticket)]}
        empty={isAlone ? t('related.none') : ''}
      />
      <RecordFacts view={page} rows={fields} />
    </Section>
  );
};
