import { Box, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { TicketDetail } from '#contracts/tickets.ts';
import { ToldOfTicket, useTold } from '#renderer/shared/announcements/of-ticket.tsx';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { IncidentRecord } from './incident-record.ts';

type RelatedPartProps = { readonly page: IncidentRecord; readonly detail: TicketDetail };

/** The parent whose solution this incident shares, and the incidents that share this one's solution. */
export const RelatedPart = ({ page, detail }: RelatedPartProps): ReactNode => {
  const t = useText('incidents');
  const [error, setError] = useState<ReplyError>();
  const { id } = page.record;
  const maySet = page.can('setParent');
  const setParent = async (parentId: string | null): Promise<void> => {
    const reply = await page.run('setParent', { parentId });
    setError(reply.ok ? undefined : reply.error);
  };
  const told = useTold(id);
  const more = detail.childrenTotal - detail.children.length;
  return (
    <Section title={t('side.related')} coming={told.coming}>
      {detail.parent === null ? (
        maySet ? (
          <Box sx={{ pt: 0.75, pb: 0.5 }}>
            <RecordPicker
              kind="ticket"
              label={t('side.setParent')}
              value={null}
              valueName={null}
              types={['incident']}
              except={[id]}
              onChange={(parentId) => {
                if (parentId !== null) void setParent(parentId);
              }}
            />
          </Box>
        ) : (
          <Typography variant="body2" color="textSecondary">
            {t('side.noParent')}
          </Typography>
        )
      ) : (
        <LinkedRecords
          rows={[ticketRow(detail.parent)]}
          onUnlink={maySet ? () => void setParent(null) : undefined}
        />
      )}
      {error !== undefined && <ErrorNote error={error} onClose={() => setError(undefined)} />}
      <ToldOfTicket rows={told.rows} />
      {detail.children.length > 0 && (
        <Box sx={{ mt: 0.5 }}>
          <Typography variant="caption" color="textSecondary">
            {t('side.children')}
          </Typography>
          <LinkedRecords rows={detail.children.map(ticketRow)} />
          {more > 0 && (
            <Typography variant="caption" color="textSecondary">
              {t('side.moreChildren', { count: more })}
            </Typography>
          )}
        </Box>
      )}
    </Section>
  );
};
