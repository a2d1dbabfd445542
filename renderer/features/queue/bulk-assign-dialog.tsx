import CheckCircle from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutline from '@mui/icons-material/ErrorOutlined';
import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Typography,
} from '@mui/material';
import { type ReactNode, useState } from 'react';
import { type BulkResult, MOST_AT_ONCE } from '#contracts/tickets.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { TeamMemberPicker } from '#renderer/shared/pickers/team-member-picker.tsx';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';

const Results = ({ results }: { readonly results: readonly BulkResult[] }): ReactNode => {
  const t = useText('queue');
  const failed = results.filter((result) => !result.ok);
  const done = results.length - failed.length;
  // What needs a decision first.
  const sorted = [...failed, ...results.filter((result) => result.ok)];
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Alert severity={failed.length === 0 ? 'success' : 'warning'} sx={{ py: 0 }}>
        {failed.length === 0
          ? t('bulk.done', { count: done })
          : t('bulk.partly', { ok: done, failed: failed.length })}
      </Alert>
      <Box
        component="ul"
        aria-label={t('bulk.results')}
        sx={{ m: 0, p: 0, listStyle: 'none', maxHeight: 320, overflow: 'auto', fontSize: 13 }}
      >
        {sorted.map((result) => (
          <Box
            component="li"
            key={result.id}
            sx={{ display: 'flex', gap: 1, alignItems: 'center', minHeight: 26 }}
          >
            {result.ok ? (
              <CheckCircle color="success" sx={{ fontSize: 16 }} aria-label={t('bulk.ok')} />
            ) : (
              <ErrorOutline color="error" sx={{ fontSize: 16 }} aria-label={t('bulk.refused')} />
            )}
            <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
              {result.number}
            </Box>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {result.error === null ? t('bulk.ok') : errorText(result.error)}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
};

type BulkAssignDialogProps = {
  readonly ids: readonly string[];
  /** Ids that are to stay selected: those that were refused. */
  readonly onClose: (stillSelected: readonly string[]) => void;
};

/** Assigns the chosen tickets, then shows how each of them went. */
export const BulkAssignDialog = ({ ids, onClose }: BulkAssignDialogProps): ReactNode => {
  const t = useText('queue');
  const common = useText('common');
  const user = useSessionUser();
  const assigning = useCommand('tickets.bulkAssign');
  const [target, setTarget] = useState<{
    readonly teamId: string | null;
    readonly assigneeId: string | null;
  }>({
    teamId: null,
    assigneeId: null,
  });
  const [results, setResults] = useState<readonly BulkResult[] | null>(null);
  const refused = (results ?? []).filter((result) => !result.ok).map((result) => result.id);
  const isTooMany = ids.length > MOST_AT_ONCE;
  const tooMany = t('bulk.tooMany', { max: MOST_AT_ONCE, count: ids.length });
  const isNobody = target.teamId === null && target.assigneeId === null;
  const reason = isTooMany ? tooMany : isNobody ? t('bulk.nobody') : null;

  const run = async (to: typeof target): Promise<void> => {
    const reply = await assigning.run({ ids: [...ids], ...to });
    if (reply.ok) setResults(reply.data.results);
  };
  const toMe = { teamId: target.teamId ?? user.teamIds[0] ?? null, assigneeId: user.personId };
  const close = (): void => onClose(results === null ? ids : refused);
  return (
    <Dialog open onClose={close} maxWidth="sm" fullWidth>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!assigning.busy && reason === null) void run(target);
        }}
      >
        <DialogTitle>{t('bulk.title', { count: ids.length })}</DialogTitle>
        <DialogContent>
          <Box sx={{ display: 'grid', gap: 1, pt: 1 }}>
            {isTooMany && <Alert severity="warning">{tooMany}</Alert>}
            {assigning.error !== undefined && <ErrorNote error={assigning.error} />}
            {results === null ? (
              <TeamMemberPicker value={target} names={{}} onChange={setTarget} autoFocus />
            ) : (
              <Results results={results} />
            )}
            {assigning.busy && <Typography variant="body2">{common('loading')}</Typography>}
          </Box>
        </DialogContent>
        <DialogActions>
          {/* The results take the place of what had the focus; it goes on to what ends them. */}
          <Button key={results === null ? 'cancel' : 'close'} autoFocus={results !== null} onClick={close}>
            {results === null
              ? common('cancel')
              : t(refused.length === 0 ? 'bulk.close' : 'bulk.keepRefused')}
          </Button>
          {results === null && (
            <>
              <Button disabled={assigning.busy || isTooMany} onClick={() => void run(toMe)}>
                {t('bulk.toMe')}
              </Button>
              <SubmitButton type="submit" busy={assigning.busy} reason={reason}>
                {t('bulk.run')}
              </SubmitButton>
            </>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
};
