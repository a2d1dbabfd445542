import { Box, FormControlLabel, Radio, RadioGroup, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { LikelyDuplicate } from '#contracts/tickets.ts';
import { isText, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { DraftDialog } from '#renderer/shared/ui/draft-dialog.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import type { AnyRecordPage } from './record-page.ts';
import { fieldLabel } from './words.ts';

type Chosen = { readonly id: string; readonly name: string };

const nameOf = ({ number, title }: Pick<LikelyDuplicate, 'number' | 'title'>): string =>
  joined([number, title], ' ');

const Likely = ({
  rows,
  chosen,
  onChoose,
}: {
  readonly rows: readonly LikelyDuplicate[];
  readonly chosen: Chosen | null;
  readonly onChoose: (chosen: Chosen) => void;
}): ReactNode => {
  const t = useText('record');
  if (rows.length === 0) return null;
  return (
    <Box>
      <Typography id="likely-duplicates" variant="caption" color="textSecondary">
        {t('duplicate.likely')}
      </Typography>
      <RadioGroup aria-labelledby="likely-duplicates" value={chosen?.id ?? ''}>
        {rows.map((row) => (
          <FormControlLabel
            key={row.id}
            value={row.id}
            control={<Radio size="small" sx={{ py: 0.25 }} />}
            onChange={() => onChoose({ id: row.id, name: nameOf(row) })}
            label={
              <Box component="span" sx={{ fontSize: 13 }}>
                {nameOf(row)}{' '}
                <Box component="span" sx={{ color: 'text.secondary' }}>
                  {joined([row.requesterName, ...row.because.map((why) => t(`duplicate.because.${why}`))])}
                </Box>
              </Box>
            }
          />
        ))}
      </RadioGroup>
    </Box>
  );
};

type DuplicateDialogProps = { readonly page: AnyRecordPage; readonly onClose: () => void };

/** Ends the ticket as a duplicate of another one: of those that are likely, or of any that is found by its number or words. */
export const DuplicateDialog = ({ page, onClose }: DuplicateDialogProps): ReactNode => {
  const t = useText('record');
  const { id, number } = page.record;
  const likely = useLive('tickets.likely', { id }).data?.rows ?? [];
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const note = useFieldDraft(page.draft.ref, 'duplicateNote', '', isText);
  const isListed = likely.some((row) => row.id === chosen?.id);
  const send = async (): Promise<void> => {
    if (chosen === null || busy) return;
    setBusy(true);
    const reply = await page.run('closeDuplicate', { ofId: chosen.id, note: note.value.trim() || null });
    setBusy(false);
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    note.settle(note.value);
    onClose();
  };
  return (
    <DraftDialog
      title={t('duplicate.title', { number })}
      width="sm"
      draft={{ isDirty: note.dirty, discard: note.drop }}
      discard={t('create.discard')}
      close={t('step.abort')}
      send={t('duplicate.send')}
      missing={chosen === null ? t('duplicate.missing') : null}
      busy={busy}
      onSend={() => void send()}
      onClose={onClose}
    >
      <Box sx={{ display: 'grid', gap: 1.25, pt: 0.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Typography variant="body2">{t('duplicate.what')}</Typography>
        <Likely rows={likely} chosen={chosen} onChoose={setChosen} />
        <RecordPicker
          kind="ticket"
          label={t('duplicate.other')}
          value={isListed ? null : (chosen?.id ?? null)}
          valueName={isListed ? null : (chosen?.name ?? null)}
          types={[page.process.type]}
          except={[id]}
          autoFocus
          onChange={(ofId, row) =>
            setChosen(
              ofId === null || row === null ? null : { id: ofId, name: joined([row.key, row.title], ' ') },
            )
          }
        />
        <LongText
          minRows={2}
          size="small"
          label={fieldLabel('tickets', 'note')}
          value={note.value}
          onText={note.set}
          onBlur={note.flush}
        />
        {error !== undefined && <ErrorNote error={error} />}
      </Box>
    </DraftDialog>
  );
};
