import { Box, Button } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { ReleaseBeside } from '#contracts/releases.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import { saveField } from '#renderer/shared/record/field-save.ts';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { ReleaseRecord } from './release-record.ts';

type ChangesPartProps = { readonly page: ReleaseRecord; readonly beside: ReleaseBeside };

/** The changes that the release brings, each one click away. */
export const ChangesPart = ({ page, beside }: ChangesPartProps): ReactNode => {
  const t = useText('releases');
  const [isAdding, setAdding] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const { changeIds } = page.record;
  const mayEdit = page.mayEdit('changeIds');
  const put = async (next: readonly string[]): Promise<void> => {
    const reply = await saveField(page, 'changeIds', next, changeIds);
    setError(reply.ok ? undefined : reply.error);
  };
  const away = changeIds.length - beside.changes.length;
  return (
    <Section
      title={t('changes.title')}
      actions={
        mayEdit &&
        !isAdding && (
          <Button size="small" onClick={() => setAdding(true)}>
            {t('changes.add')}
          </Button>
        )
      }
    >
      <LinkedRecords
        rows={beside.changes.map(ticketRow)}
        empty={t('changes.empty')}
        onUnlink={mayEdit ? ({ id }) => void put(changeIds.filter((one) => one !== id)) : undefined}
      />
      {away > 0 && (
        <Box component="p" sx={{ m: 0, fontSize: 13, color: 'text.secondary' }}>
          {t('changes.away', { count: away })}
        </Box>
      )}
      {isAdding && (
        <Box sx={{ pt: 1 }} onKeyDown={(event) => event.key === 'Escape' && setAdding(false)}>
          <RecordPicker
            kind="ticket"
            label={t('changes.add')}
            value={null}
            valueName={null}
            types={['change']}
            except={changeIds}
            autoFocus
            onChange={(id) => {
              setAdding(false);
              if (id !== null) void put([...changeIds, id]);
            }}
          />
        </Box>
      )}
      {error !== undefined && <ErrorNote error={error} onClose={() => setError(undefined)} />}
    </Section>
  );
};
