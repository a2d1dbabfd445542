import Campaign from '@mui/icons-material/CampaignOutlined';
import { Box, Button, Tooltip, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { TicketDetail } from '#contracts/tickets.ts';
import { nameIn } from '#domain/records/names.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { ProblemRecord } from './problem-record.ts';
import type { Telling } from './use-telling.tsx';

/** Shown before it is asked for all; open ones come first. */
const FIRST = 8;

type IncidentsPartProps = {
  readonly page: ProblemRecord;
  readonly detail: TicketDetail;
  readonly telling: Telling;
};

const Counts = ({ page, detail }: Pick<IncidentsPartProps, 'page' | 'detail'>): ReactNode => {
  const t = useText('problems');
  const { workaroundToldAt, workaroundToldBy } = page.record;
  const { incidentsTotal, incidentsOpen, incidentsWaiting } = detail;
  return (
    <Typography variant="caption" color="textSecondary" component="p" sx={{ m: 0 }}>
      {t('incidents.counts', { count: incidentsTotal, open: incidentsOpen, waiting: incidentsWaiting })}
      {workaroundToldAt !== null &&
        ` ${t('incidents.told', {
          when: formatInstant(workaroundToldAt),
          who: nameIn(page.names, workaroundToldBy) ?? workaroundToldBy ?? '',
        })}`}
    </Typography>
  );
};

/** The incidents behind the problem: who waits for it, who knows what helps meanwhile. */
export const IncidentsPart = ({ page, detail, telling }: IncidentsPartProps): ReactNode => {
  const t = useText('problems');
  const [isAdding, setAdding] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const mayLink = page.can('linkIncidents');
  const link = async (incidentId: string, linked: boolean): Promise<void> => {
    const reply = await page.run('linkIncidents', { incidentIds: [incidentId], linked });
    setError(reply.ok ? undefined : reply.error);
  };
  const known = t('incidents.knows');
  const shown = isWhole ? detail.incidents : detail.incidents.slice(0, FIRST);
  const more = detail.incidentsTotal - detail.incidents.length;
  return (
    <Section
      title={t('incidents.title')}
      actions={
        <>
          {telling.button}
          {mayLink && !isAdding && (
            <Button size="small" onClick={() => setAdding(true)}>
              {t('incidents.add')}
            </Button>
          )}
        </>
      }
    >
      <Counts page={page} detail={detail} />
      <LinkedRecords
        rows={shown.map(ticketRow)}
        onUnlink={mayLink ? (row) => void link(row.id, false) : undefined}
        action={(row) =>
          telling.isTold(row.id) ? (
            <Tooltip title={known}>
              <Campaign color="success" sx={{ fontSize: 16 }} aria-label={known} />
            </Tooltip>
          ) : null
        }
      />
      {detail.incidents.length > FIRST && (
        <Button size="small" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('incidents.fewer') : t('incidents.all', { count: detail.incidents.length })}
        </Button>
      )}
      {isWhole && more > 0 && (
        <Typography variant="caption" color="textSecondary">
          {t('incidents.more', { count: more })}
        </Typography>
      )}
      {isAdding && (
        <Box sx={{ pt: 1 }} onKeyDown={(event) => event.key === 'Escape' && setAdding(false)}>
          <RecordPicker
            kind="ticket"
            label={t('incidents.add')}
            value={null}
            valueName={null}
            types={['incident']}
            except={[page.record.id, ...detail.incidents.map(({ id }) => id)]}
            autoFocus
            onChange={(id) => {
              setAdding(false);
              if (id !== null) void link(id, true);
            }}
          />
        </Box>
      )}
      {error !== undefined && <ErrorNote error={error} onClose={() => setError(undefined)} />}
      {telling.error !== undefined && <ErrorNote error={telling.error} onClose={telling.clearError} />}
    </Section>
  );
};
