import { Box, Button, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { FieldEdit } from '#renderer/shared/drafts/use-draft.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';

type FieldNoticeProps = {
  readonly field: Pick<FieldEdit<never>, 'dirty' | 'changedUnderneath' | 'error' | 'busy' | 'drop' | 'keep'>;
  /** What the record says now, in words. */
  readonly current: string;
  /** Sends the text; left out where another button does. */
  readonly onSave?: () => void;
};

type ChangedNoteProps = {
  readonly field: Pick<FieldEdit<never>, 'changedUnderneath' | 'drop' | 'keep'>;
  /** What the record says now, in words. */
  readonly current: string;
};

/** Somebody else changed what is being typed. */
export const ChangedNote = ({ field, current }: ChangedNoteProps): ReactNode => {
  const t = useText('record');
  if (!field.changedUnderneath) return null;
  return (
    <Box sx={{ borderLeft: 3, borderColor: 'warning.main', pl: 1 }}>
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        {t('edit.changedUnderneath', { value: current === '' ? t('edit.empty') : current })}
      </Typography>
      <Button size="small" onClick={field.keep}>
        {t('edit.keepMine')}
      </Button>
      <Button size="small" onClick={field.drop}>
        {t('edit.takeTheirs')}
      </Button>
    </Box>
  );
};

/** Under a drafted field: not saved yet, changed by somebody else meanwhile, refused and why. The text itself always stays. */
export const FieldNotice = ({ field, current, onSave }: FieldNoticeProps): ReactNode => {
  const t = useText('record');
  if (!field.dirty) return null;
  return (
    <Box role="status" sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.5, mt: 0.5 }}>
      {field.error !== undefined && <ErrorNote error={field.error} />}
      <ChangedNote field={field} current={current} />
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 0.5 }}>
        {onSave !== undefined && (
          <Button size="small" variant="contained" disabled={field.busy} onClick={onSave}>
            {t('edit.save')}
          </Button>
        )}
        <Button size="small" onClick={field.drop}>
          {t('edit.drop')}
        </Button>
        <Typography variant="caption" color="textSecondary">
          {t('edit.unsaved')}
        </Typography>
      </Box>
    </Box>
  );
};
