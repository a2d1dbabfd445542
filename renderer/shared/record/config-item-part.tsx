import { Box, Button, Typography } from '@mui/material';
import { memo, type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { TicketDetail } from '#contracts/tickets.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import { StatusChip } from '#renderer/shared/ui/chips.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { ciRow, LinkedRecords } from './linked-records.tsx';
import { type FactRow, RecordFacts } from './record-facts.tsx';
import type { AnyRecordPage } from './record-page.ts';
import { fieldLabel } from './words.ts';

const idOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What identifies the item, and whether it works. */
const aboutCi = (ci: TicketDetail['ci']): readonly FactRow[] => {
  if (ci === null) return [];
  const label = (field: string): string => fieldLabel('configItems', field);
  return [
    { label: label('model'), value: joined([ci.manufacturer, ci.model], ' ') },
    { label: label('assetTag'), value: ci.assetTag },
    { label: label('serial'), value: ci.serial },
    { label: label('status'), value: <StatusChip status={ci.status} /> },
  ];
};

type ConfigItemPartProps = {
  readonly page: AnyRecordPage;
  readonly detail: Pick<TicketDetail, 'ci' | 'furtherCis'>;
  readonly title: string;
};

/** A ticket's configuration item, and further ones that are concerned. */
export const ConfigItemPart = memo(({ page, detail, title }: ConfigItemPartProps): ReactNode => {
  const t = useText('record');
  const [isAdding, setAdding] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const mayLink = page.can('linkConfigItem');
  const link = async (ciId: string, linked: boolean): Promise<void> => {
    const reply = await page.run('linkConfigItem', { ciId, linked });
    setError(reply.ok ? undefined : reply.error);
  };
  return (
    <Section
      title={title}
      actions={
        mayLink &&
        !isAdding && (
          <Button size="small" onClick={() => setAdding(true)}>
            {t('ci.add')}
          </Button>
        )
      }
    >
      <RecordFacts
        view={page}
        rows={[{ path: 'ciId', label: fieldLabel('configItems', 'name') }, ...aboutCi(detail.ci)]}
        empty={t('ci.none')}
      />
      {detail.furtherCis.length > 0 && (
        <Box sx={{ mt: 0.5 }}>
          <Typography variant="caption" color="textSecondary">
            {t('ci.further')}
          </Typography>
          <LinkedRecords
            rows={detail.furtherCis.map(ciRow)}
            onUnlink={mayLink ? (row) => void link(row.id, false) : undefined}
          />
        </Box>
      )}
      {isAdding && (
        <Box sx={{ pt: 1 }} onKeyDown={(event) => event.key === 'Escape' && setAdding(false)}>
          <RecordPicker
            kind="ci"
            label={t('ci.add')}
            value={null}
            valueName={null}
            userId={idOrNull(page.record.requesterId)}
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
});
