import { Alert, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ChangeBeside } from '#contracts/changes.ts';
import type { ReplyError } from '#contracts/define.ts';
import type { TicketRow } from '#contracts/shared.ts';
import type { TicketDetail } from '#contracts/tickets.ts';
import { CAUSED_POINTS } from '#domain/changes/team-success.ts';
import { isEmpty } from '#domain/processes/process.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { knowledgeRow, LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import type { RecordPart } from '#renderer/shared/record/record-layout.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { ChangeRecord } from './change-record.ts';

/** What it broke, and what that costs its team's score. */
export const CausedPart = ({ beside }: { readonly beside: ChangeBeside }): ReactNode => {
  const t = useText('changes');
  const points = beside.caused.reduce((sum, { priority }) => sum + CAUSED_POINTS[priority], 0);
  return (
    <Section title={t('caused.title')}>
      <Typography variant="caption" color="textSecondary">
        {t('caused.count', { count: beside.causedTotal, points })}
      </Typography>
      <LinkedRecords rows={beside.caused.map(ticketRow)} />
    </Section>
  );
};

type FixedPartProps = {
  readonly page: ChangeRecord;
  readonly title: string;
  readonly rows: readonly TicketRow[];
};

/** Tickets that wait for what the change brings. */
const FixedPart = ({ page, title, rows }: FixedPartProps): ReactNode => {
  const [error, setError] = useState<ReplyError>();
  const unlink = async (ticketId: string): Promise<void> => {
    const reply = await page.run('linkTicket', { ticketId, linked: false });
    setError(reply.ok ? undefined : reply.error);
  };
  return (
    <Section title={title}>
      <LinkedRecords
        rows={rows.map(ticketRow)}
        onUnlink={page.can('linkTicket') ? (row) => void unlink(row.id) : undefined}
      />
      {error !== undefined && <ErrorNote error={error} onClose={() => setError(undefined)} />}
    </Section>
  );
};

/** What the change is made for: problems, incidents, and known errors that it names. Those that there are none of have no part. */
export const useFixedParts = (
  page: ChangeRecord,
  beside: ChangeBeside | undefined,
  detail: TicketDetail,
): readonly RecordPart[] => {
  const t = useText('changes');
  const { problems, incidents } = beside ?? { problems: [], incidents: [] };
  const { knowledge } = detail;
  const parts: readonly RecordPart[] = [
    {
      ...{ id: 'problems', title: fieldLabel('tickets', 'problemIds'), column: 'aside' },
      count: problems.length,
      node: <FixedPart page={page} title={fieldLabel('tickets', 'problemIds')} rows={problems} />,
    },
    {
      ...{ id: 'incidents', title: t('side.incidents'), column: 'aside' },
      count: incidents.length,
      node: <FixedPart page={page} title={t('side.incidents')} rows={incidents} />,
    },
    {
      ...{ id: 'knowledge', title: t('side.knowledge'), column: 'aside' },
      count: knowledge.length,
      node: (
        <Section title={t('side.knowledge')}>
          <LinkedRecords rows={knowledge.map(knowledgeRow)} />
        </Section>
      ),
    },
  ];
  return parts.filter(({ count }) => count !== 0);
};

type ReviewNoteProps = { readonly page: ChangeRecord; readonly beside: ChangeBeside | undefined };

/** That it has to be reviewed: before it is closed, or again. */
export const ReviewNote = ({ page, beside }: ReviewNoteProps): ReactNode => {
  const t = useText('changes');
  const { state, outcome, reviewNotes } = page.record;
  if (beside === undefined) return null;
  if (beside.lacksReview) return <Alert severity="warning">{t('pir.lacks')}</Alert>;
  const isDemanded =
    state === 'review' && isEmpty(reviewNotes) && (beside.causedTotal > 0 || outcome !== 'successful');
  return isDemanded ? <Alert severity="info">{t('pir.demanded')}</Alert> : null;
};
