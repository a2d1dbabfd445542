import { Alert, AlertTitle, Button, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';

type ErrorNoteProps = {
  readonly error: ReplyError;
  readonly title?: string;
  readonly onRetry?: () => void;
  readonly onClose?: () => void;
};

/** The reasons the host gives for single fields, as lines. */
const reasonsOf = ({ details }: ReplyError): readonly string[] => {
  const reasons = details?.reasons ?? details?.issues;
  if (!Array.isArray(reasons)) return [];
  return reasons.flatMap((reason: unknown) => {
    if (typeof reason === 'string') return [reason];
    const { path, message } = (reason ?? {}) as { readonly path?: unknown; readonly message?: unknown };
    if (typeof message !== 'string') return [];
    return [typeof path === 'string' && path !== '' ? `${path}: ${message}` : message];
  });
};

/** What went wrong, in the words for its code, with the code for whoever has to report it. */
export const ErrorNote = ({ error, title, onRetry, onClose }: ErrorNoteProps): ReactNode => {
  const t = useText('common');
  const reasons = reasonsOf(error);
  return (
    <Alert
      severity="error"
      variant="outlined"
      {...(onClose === undefined ? {} : { onClose })}
      action={
        onRetry === undefined ? undefined : (
          <Button size="small" color="inherit" onClick={onRetry}>
            {t('retry')}
          </Button>
        )
      }
      sx={{ alignItems: 'center', py: 0.25 }}
    >
      {title !== undefined && <AlertTitle sx={{ mb: 0 }}>{title}</AlertTitle>}
      {errorText(error)}{' '}
      <Typography component="span" variant="caption" color="textSecondary">
        {error.code}
      </Typography>
      {reasons.length > 0 && (
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </Alert>
  );
};
