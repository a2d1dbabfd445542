import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { TicketDetail } from '#contracts/tickets.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { CiPicker } from '#renderer/shared/pickers/ci-picker.tsx';
import { ciRow, LinkedRecords } from '#renderer/shared/record/linked-records.tsx';
import { RecordFacts } from '#renderer/shared/record/record-facts.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { IncidentRecord } from '../incident-page.tsx';

type CiPartProps = { readonly page: IncidentRecord; readonly detail: TicketDetail };

/** The broken configuration item, and further ones that are concerned. */
export const CiPart = ({ page, detail }: CiPartProps): ReactNode => {
  const t = useText('incidents');
  const [isAdding, setAdding] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const { requesterId } = page.record;
  const mayLink = page.can('linkCi');
  const link = async (ciId: string, linked: boolean): Promise<void> => {
    const reply = await page.run('linkCi', { ciId, linked });
    setError(reply.ok ? undefined : reply.error);
  };
  return (
    <Section
      title={t('side.ci')}
      actions={
        mayLink &&
        !isAdding && (
          <Button size="small" onClick={() => setAdding(true)}>
            {t('side.addCi')}
          </Button>
        )
      }
    >
      <RecordFacts view={page} rows={['ciId']} empty={t('common:none')} />
      {detail.ci !== null && <LinkedRecords rows={[ciRow(detail.ci)]} />}
      {detail.furtherCis.length > 0 && (
        <Box sx={{ mt: 0.5 }}>
          <Typography variant="caption" color="textSecondary">
            {t('side.furtherCis')}
          </Typography>
          <LinkedRecords
            rows={detail.furtherCis.map(ciRow)}
            onUnlink={mayLink ? (row) => void link(row.id, false) : undefined}
          />
        </Box>
      )}
      {isAdding && (
        <Box sx={{ pt: 1 }} onKeyDown={(event) => event.key === 'Escape' && setAdding(false)}>
          <CiPicker
            label={t('side.addCi')}
            value={null}
            valueName={null}
            userId={requesterId}
            autoFocus
            onChange={(ciId) => {
              setAdding(false);
              if (ciId !== null) void link(ciId, true);
            }}
          />
        </Box>
      )}
      {error !== undefined && <ErrorNote error={error} onClose={() => setError(undefined)} />}
    </Section>
  );
};
