import { type ReactNode, useEffect } from 'react';
import type { TicketDetail } from '#contracts/tickets.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { AssignmentPart } from '#renderer/shared/record/assignment-part.tsx';
import { ProcessPage } from '#renderer/shared/record/process-page.tsx';
import { RecordFacts } from '#renderer/shared/record/record-facts.tsx';
import { useRecordPage } from '#renderer/shared/record/record-page.ts';
import { RecordText } from '#renderer/shared/record/record-text.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { PriorityMark } from '#renderer/shared/ui/chips.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { Review } from '../../../domain/fields/reviews.ts';
import { REVIEW } from '../../../domain/processes/review.ts';

const FACTS = ['verdict', 'impact', 'urgency', 'category', 'tags'];

const ReviewView = ({ detail }: { readonly detail: TicketDetail }): ReactNode => {
  const t = useText('reviews');
  const page = useRecordPage({
    process: REVIEW,
    // The page shows other types nothing of it.
    record: detail.ticket as Review,
    names: detail.names,
    pendingSync: detail.pendingSync,
  });
  return (
    <ProcessPage
      page={page}
      type={t('pages.one')}
      marks={<PriorityMark priority={page.record.priority} />}
      parts={[
        {
          id: 'finding',
          title: fieldLabel('tickets', 'finding'),
          column: 'main',
          node: <RecordText view={page} path="finding" />,
        },
        { id: 'assignment', title: t('assignment'), column: 'aside', node: <AssignmentPart page={page} /> },
        {
          id: 'facts',
          title: t('facts'),
          column: 'aside',
          node: (
            <Section title={t('facts')}>
              <RecordFacts view={page} rows={FACTS} />
            </Section>
          ),
        },
      ]}
    />
  );
};

export const ReviewPage = ({ id }: { readonly id: string }): ReactNode => {
  const live = useLive('tickets.detail', { id });
  const number = live.data?.ticket.number;
  useEffect(() => {
    if (number !== undefined) useNavigation.getState().setTitle(`review:${id}`, number);
  }, [id, number]);
  return (
    <Boundary live={live} lines={12}>
      {(detail) => (detail.ticket.type === 'review' ? <ReviewView detail={detail} /> : null)}
    </Boundary>
  );
};
