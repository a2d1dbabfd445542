import { Alert, Box, Button } from '@mui/material';
import type { ReactNode } from 'react';
import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import type { ReviewReason } from '#domain/knowledge/review.ts';
import { formatDate } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { saveField } from '#renderer/shared/record/field-save.ts';
import type { AnyRecordPage } from '#renderer/shared/record/record-page.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import { nextYear } from './next-year.ts';
import type { KnowledgeDetail } from './use-entry-page.ts';

/** What a reader has to know before they use the entry; the other reasons are for those who look after it. */
const WARNS: readonly ReviewReason[] = ['outdated', 'badly_rated'];
/** Reasons that end when somebody has looked it over and found it right. */
const ENDED_BY_LOOK: readonly ReviewReason[] = ['due', 'stale'];

/** The date that a reason is about. */
const dateOf = (reason: ReviewReason, entry: KnowledgeEntry): string => {
  if (reason === 'outdated') return formatDate(entry.validUntil);
  return reason === 'due' ? formatDate(entry.reviewOn) : formatDate(entry.updatedAt);
};

type NoticesProps = { readonly page: AnyRecordPage; readonly detail: KnowledgeDetail };

/** Whether it can be relied on: not in force, out of date, rated badly, or to be looked over. */
export const Notices = ({ page, detail }: NoticesProps): ReactNode => {
  const t = useText('knowledge');
  const nowMs = useNow();
  const { entry, review } = detail;
  const next = nextYear(nowMs);
  const stillRight = (): void => void saveField(page, 'reviewOn', next);
  const maySettle = page.mayEdit('reviewOn');
  // One button for all of them, at the first.
  const settled = maySettle ? review.find((reason) => ENDED_BY_LOOK.includes(reason)) : undefined;
  const isDraft = entry.state === 'draft' || entry.state === 'review';
  if (!isDraft && entry.state !== 'retired' && entry.state !== 'resolved' && review.length === 0) return null;
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        gap: 0.5,
        '& .MuiAlert-root': { py: 0 },
        '& .MuiAlert-action': { pt: 0.5 },
      }}
    >
      {entry.state === 'retired' && <Alert severity="warning">{t('notices.retired')}</Alert>}
      {entry.state === 'resolved' && <Alert severity="info">{t('notices.resolved')}</Alert>}
      {entry.state === 'draft' && <Alert severity="info">{t('notices.draft')}</Alert>}
      {review.map((reason) => (
        <Alert
          key={reason}
          severity={WARNS.includes(reason) ? 'warning' : 'info'}
          {...(reason === settled
            ? {
                action: (
                  <Button color="inherit" size="small" onClick={stillRight}>
                    {t('notices.stillRight', { date: formatDate(next) })}
                  </Button>
                ),
              }
            : {})}
        >
          {t(`notices.${reason}`, { date: dateOf(reason, entry) })}
        </Alert>
      ))}
    </Box>
  );
};
