import { Alert, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { ChangeBeside } from '#contracts/changes.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import type { ChangeRecord } from './change-record.ts';

type StandardNoteProps = { readonly page: ChangeRecord; readonly beside: ChangeBeside };

/** With which model a standard change was approved, and by whom; or why it is none any more. */
export const StandardNote = ({ page, beside }: StandardNoteProps): ReactNode => {
  const t = useText('changes');
  const { model } = page.record;
  return (
    <>
      {model != null && (
        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {t('standard.is', {
            model: model.name,
            who: nameOf(page.names, model.approvedBy),
            when: formatInstant(model.approvedAt),
          })}
        </Typography>
      )}
      {beside.standardFault !== null && (
        <Alert severity="warning" sx={{ mt: 0.5, py: 0 }}>
          {errorText(beside.standardFault)}
        </Alert>
      )}
    </>
  );
};
