import { Typography } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import type { TrendRow } from '#contracts/problems.ts';
import { derivedId } from '#domain/merge/paths.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ReasonDialog } from '#renderer/shared/ui/reason-dialog.tsx';
import { subjectWords } from './trend-words.ts';

type DismissDialogProps = { readonly trend: TrendRow; readonly onClose: () => void };

/** Asks why a trend is none. The reason is what the next one who sees it reads. */
export const DismissDialog = ({ trend, onClose }: DismissDialogProps): ReactNode => {
  const t = useText('problems');
  const dismissing = useCommand('problems.dismissTrend');
  const key = useMemo(() => `trend-dismissal:${derivedId('t', trend.key)}`, [trend.key]);
  const { dimension, value, within, count } = trend;
  const subject = subjectWords(t, trend);
  return (
    <ReasonDialog
      title={t('dismiss.title')}
      draftKey={key}
      draftLabel={subject}
      label={t('dismiss.reason')}
      send={t('dismiss.send')}
      discard={t('dismiss.discard')}
      missing={t('dismiss.missing')}
      busy={dismissing.busy}
      error={dismissing.error}
      onSend={async (reason) => (await dismissing.run({ dimension, value, within, count, reason })).ok}
      onClose={onClose}
    >
      <Typography variant="body2" sx={{ mb: 1.5 }}>
        {t('dismiss.what', { subject })}
      </Typography>
    </ReasonDialog>
  );
};
