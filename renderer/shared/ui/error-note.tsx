import { Alert, AlertTitle, Button, Link, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { NamedIssue } from '#domain/records/reason-words.ts';
import { errorText, issueText, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { routeOfRecord } from '#renderer/shared/navigation/record-route.ts';

type ErrorNoteProps = {
  readonly error: ReplyError;
  readonly title?: string;
  readonly onRetry?: () => void;
  readonly onClose?: () => void;
  /** Before the record that it names is opened: closes what lies over the page. */
  readonly onLeave?: () => void;
};

/** What is wrong with single fields, as lines; the sentence of the error has one already when it is the only one. */
const issuesOf = ({ reason, details }: ReplyError): readonly string[] => {
  if (reason !== 'input.invalid' || !Array.isArray(details?.issues)) return [];
  const issues = details.issues as readonly NamedIssue[];
  return issues.length > 1 ? issues.map(issueText) : [];
};

/** What is nobody's doing but the program's, and wants to be reported. Anything else the sentence says, and a code beside it only puzzles. */
const TO_REPORT: readonly string[] = ['internal_error', 'malformed_message', 'unknown_call'];

type OtherItemProps = { readonly error: ReplyError; readonly onLeave?: (() => void) | undefined };

/** Leads to the item that has already what another one was given; nothing where the error names none. */
export const OtherItem = ({ error: { code, details }, onLeave }: OtherItemProps): ReactNode => {
  const t = useText('common');
  const [id, name] = [details?.itemId, details?.name];
  const route = typeof id === 'string' ? routeOfRecord('configItems', id, null) : null;
  if (code !== 'identifier_taken' || route === null || typeof name !== 'string') return null;
  return (
    <Link
      component="button"
      type="button"
      variant="body2"
      onClick={() => {
        onLeave?.();
        openRoute(route, name);
      }}
      sx={{ display: 'block' }}
    >
      {t('openNamed', { name })}
    </Link>
  );
};

/** What went wrong in words, with the code where somebody has to report it. */
export const ErrorNote = ({ error, title, onRetry, onClose, onLeave }: ErrorNoteProps): ReactNode => {
  const t = useText('common');
  const issues = issuesOf(error);
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
      sx={{
        alignItems: 'center',
        py: 0.25,
        // Beside a fact there is little room: what can be done stands below the words then, which keep theirs.
        flexWrap: 'wrap',
        '& .MuiAlert-message': { flex: '1 1 min(120px, calc(100% - 40px))' },
      }}
    >
      {title !== undefined && <AlertTitle sx={{ mb: 0 }}>{title}</AlertTitle>}
      {errorText(error)}
      <OtherItem error={error} onLeave={onLeave} />
      {TO_REPORT.includes(error.code) && (
        <Typography component="span" variant="caption" color="textSecondary">
          {' '}
          {error.code}
        </Typography>
      )}
      {issues.length > 0 && (
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {issues.map((issue) => (
            <li key={issue}>{issue}</li>
          ))}
        </ul>
      )}
    </Alert>
  );
};
