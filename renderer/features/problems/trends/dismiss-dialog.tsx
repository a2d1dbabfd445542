import { Typography } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import type { TrendRow } from '#contracts/problems.ts';
import { derivedId } from '#domain/merge/paths.ts';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { TextInput } from '#renderer/shared/record/field-inputs.tsx';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { DraftDialog } from '#renderer/shared/ui/draft-dialog.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { subjectWords } from './trend-words.ts';

const NOTHING = { reason: '' };

type DismissDialogProps = { readonly trend: TrendRow; readonly onClose: () => void };

/** Asks why a trend is none. The reason is what the next one who sees it reads. */
export const DismissDialog = ({ trend, onClose }: DismissDialogProps): ReactNode => {
  const t = useText('problems');
  const { personId } = useSessionUser();
  const dismissing = useCommand('problems.dismissTrend');
  const key = useMemo(() => `trend-dismissal:${derivedId('t', trend.key)}`, [trend.key]);
  const draft = useFormDraft(personId, key, subjectWords(t, trend), NOTHING);
  const { dimension, value, within, count } = trend;
  const reason = draft.form.reason.trim();
  const send = async (): Promise<void> => {
    if (reason === '') return;
    const reply = await dismissing.run({ dimension, value, within, count, reason });
    if (!reply.ok) return;
    draft.discard();
    onClose();
  };
  return (
    <DraftDialog
      title={t('dismiss.title')}
      width="sm"
      draft={draft}
      discard={t('dismiss.discard')}
      close={t('common:cancel')}
      send={t('dismiss.send')}
      missing={reason === '' ? t('dismiss.missing') : null}
      busy={dismissing.busy}
      onSend={() => void send()}
      onClose={onClose}
    >
      <Typography variant="body2" sx={{ mb: 1.5 }}>
        {t('dismiss.what', { subject: subjectWords(t, trend) })}
      </Typography>
      <TextInput
        label={t('dismiss.reason')}
        hideLabel={false}
        multiline
        autoFocus
        value={draft.form.reason}
        error={null}
        max={2_000}
        onSubmit={undefined}
        onBlur={undefined}
        onText={(text) => draft.set('reason', text)}
      />
      {dismissing.error !== undefined && <ErrorNote error={dismissing.error} />}
    </DraftDialog>
  );
};
