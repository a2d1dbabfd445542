import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { type ReactNode, useEffect, useRef } from 'react';
import type { SettingRow } from '#contracts/settings.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import type { SettingEdit } from './use-setting.ts';

/** What each section is given. */
export type SectionProps = { readonly settings: readonly SettingRow[]; readonly mayEdit: boolean };

type SettingSectionProps = {
  readonly title: string;
  readonly hint: string;
  readonly form?: SettingEdit;
  /** It is what was asked for: it comes into sight and takes the focus. */
  readonly isAsked?: boolean;
  readonly children: ReactNode;
};

const SettingButtons = ({ form }: { readonly form: SettingEdit }): ReactNode => {
  const t = useText('settings');
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {form.showsNewer ? (
        <Button variant="contained" onClick={form.keepMine}>
          {t('keepMine')}
        </Button>
      ) : form.isOutdated ? (
        <Button variant="contained" onClick={form.showNewer}>
          {t('showNewer')}
        </Button>
      ) : (
        <SubmitButton reason={form.problem} busy={form.busy} onClick={form.save}>
          {t('common:save')}
        </SubmitButton>
      )}
      <Button onClick={form.discard}>{t('discard')}</Button>
    </Box>
  );
};

/** A setting with what it is for, and once it is edited the buttons that save or discard the edit. */
export const SettingSection = ({
  title,
  hint,
  form,
  isAsked = false,
  children,
}: SettingSectionProps): ReactNode => {
  const t = useText('settings');
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isAsked) return;
    section.current?.scrollIntoView({ block: 'start' });
    section.current?.focus({ preventScroll: true });
  }, [isAsked]);
  return (
    <Paper
      ref={section}
      component="section"
      variant="outlined"
      aria-label={title}
      tabIndex={-1}
      sx={{ p: 2, display: 'grid', gap: 1.5, outline: 'none !important' }}
    >
      <div>
        <Typography component="h2" variant="subtitle1" sx={{ fontWeight: 600, lineHeight: 1.4 }}>
          {title}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {hint}
        </Typography>
      </div>
      {/* Somebody else's newer version is to be read, not edited. */}
      <Box inert={form?.showsNewer} sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
        {children}
      </Box>
      {form?.isOutdated && (
        <Alert severity="warning" variant="outlined">
          {t(form.showsNewer ? 'newer' : 'outdated')}
        </Alert>
      )}
      {form?.error !== undefined && <ErrorNote error={form.error} />}
      {form?.isEdited && <SettingButtons form={form} />}
    </Paper>
  );
};
