import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';

type SettingSectionProps = {
  readonly title: string;
  readonly hint: string;
  readonly form?: {
    readonly isEdited: boolean;
    readonly isOutdated: boolean;
    /** Why it can't be saved yet. */
    readonly problem: string | null;
    readonly busy: boolean;
    readonly error: ReplyError | undefined;
    readonly save: () => void;
    readonly discard: () => void;
  };
  readonly children: ReactNode;
};

/** A setting with what it is for, and once it is edited the buttons that save or discard the edit. */
export const SettingSection = ({ title, hint, form, children }: SettingSectionProps): ReactNode => {
  const t = useText('settings');
  return (
    <Paper component="section" variant="outlined" aria-label={title} sx={{ p: 2, display: 'grid', gap: 1.5 }}>
      <div>
        <Typography component="h2" variant="subtitle1" sx={{ fontWeight: 600, lineHeight: 1.4 }}>
          {title}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {hint}
        </Typography>
      </div>
      {children}
      {form?.isOutdated && (
        <Alert severity="warning" variant="outlined">
          {t('outdated')}
        </Alert>
      )}
      {form?.error !== undefined && <ErrorNote error={form.error} />}
      {form?.isEdited && (
        <Stack direction="row" spacing={1}>
          <SubmitButton reason={form.problem} busy={form.busy} onClick={form.save}>
            {t('common:save')}
          </SubmitButton>
          <Button onClick={form.discard}>{form.isOutdated ? t('showNewer') : t('discard')}</Button>
        </Stack>
      )}
    </Paper>
  );
};
