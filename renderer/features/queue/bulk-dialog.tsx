import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  ToggleButton,
  ToggleButtonGroup,
} from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { CallOptions } from '#contracts/client-calls.ts';
import type { CommandInput, QueryInput } from '#contracts/registry.ts';
import { type BulkChange, MOST_AT_ONCE } from '#contracts/tickets.ts';
import { formatCount } from '#renderer/shared/format/format.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { BulkPreview, BulkProgress, BulkResults } from '#renderer/shared/record/bulk-rows.tsx';
import { tallyOf } from '#renderer/shared/record/bulk-tally.ts';
import { undoIf } from '#renderer/shared/record/undo.ts';
import { useBulkPreview, useBulkRun } from '#renderer/shared/record/use-bulk.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { isSendKey } from '#renderer/shared/ui/send-key.ts';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import { BulkForm } from './bulk-forms.tsx';
import { BULK_ACTS, type BulkAct, type BulkValues, changeOf, offeredSteps, stepKeyOf } from './bulk-model.ts';

type BulkDialogProps = {
  readonly ids: readonly string[];
  /** What the dialog begins with. */
  readonly act: BulkAct;
  /** Ids that are to stay selected: those that were refused. */
  readonly onClose: (stillSelected: readonly string[]) => void;
};

const NOTHING: BulkValues = {};

const ask = (input: QueryInput<'tickets.bulkPreview'>, options: CallOptions) =>
  host.query('tickets.bulkPreview', input, options);
const send = (input: CommandInput<'tickets.bulk'>, options: CallOptions) =>
  host.command('tickets.bulk', input, options);

/** What the form asks for, what would become of the tickets, and whether it can be done. */
const useBulkForm = (ids: readonly string[], begin: BulkAct) => {
  const t = useText('queue');
  const user = useSessionUser();
  const [act, setAct] = useState<BulkAct>(begin);
  const [values, setValues] = useState(NOTHING);
  const isTooMany = ids.length > MOST_AT_ONCE;
  const [asked] = useState(() => [...ids]);
  // Without a change, which tickets they are.
  const { preview: found } = useBulkPreview(isTooMany ? null : { ids: asked, change: null }, ask);
  const steps = offeredSteps(found?.rows ?? [], user);
  const chosen = steps.find((one) => stepKeyOf(one) === values.step);
  const change = changeOf(act, values, chosen);
  const { preview, error } = useBulkPreview(
    isTooMany || change === null ? null : { ids: asked, change },
    ask,
  );
  const tally = change === null || preview === undefined ? null : tallyOf(preview.rows);
  const missing = (): string | null => {
    if (isTooMany) return t('bulk.tooMany', { max: formatCount(MOST_AT_ONCE), count: ids.length });
    if (change === null) return t(`bulk.missing.${act}`);
    if (tally === null) return t('bulk.looking');
    return tally.changing === 0 ? t('bulk.noneChanges') : null;
  };
  return {
    ...{ act, values, steps, chosen, change, preview, error, tally, isTooMany },
    tickets: found?.rows ?? [],
    reason: missing(),
    setValues,
    setAct: (next: BulkAct): void => {
      setAct(next);
      setValues(NOTHING);
    },
  };
};

/** Does one thing with the chosen tickets: shows first what would become of each, then how each of them went, and takes all of it back. */
export const BulkDialog = ({ ids, act: begin, onClose }: BulkDialogProps): ReactNode => {
  const t = useText('queue');
  const common = useText('common');
  const user = useSessionUser();
  const form = useBulkForm(ids, begin);
  const { progress, results, error, run: runWith, stop } = useBulkRun(ids.length, send);
  const run = (change: BulkChange): void => void runWith({ ids: [...ids], change });
  const refused = (results ?? []).filter(({ ok }) => !ok).map(({ id }) => id);
  const isDone = results !== null;
  const close = (): void => {
    // What is under way goes on until it is stopped.
    if (progress === null) onClose(isDone ? refused : ids);
  };
  const submit = (): void => {
    if (form.reason === null && form.change !== null && progress === null && !isDone) run(form.change);
  };
  const chosenTeam = typeof form.values.teamId === 'string' ? { teamId: form.values.teamId } : {};
  const toMe = { ...chosenTeam, assigneeId: user.personId };
  return (
    <Dialog open onClose={close} maxWidth="sm" fullWidth>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        onKeyDown={(event) => {
          if (!isSendKey(event)) return;
          event.preventDefault();
          submit();
        }}
      >
        <DialogTitle>{t('bulk.title', { count: ids.length })}</DialogTitle>
        <DialogContent>
          <Box sx={{ display: 'grid', gap: 1.25, pt: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
            {form.isTooMany && <Alert severity="warning">{form.reason}</Alert>}
            {isDone && <BulkResults results={results} />}
            {!isDone && progress === null && (
              <>
                <ToggleButtonGroup
                  exclusive
                  size="small"
                  value={form.act}
                  aria-label={t('bulk.what')}
                  onChange={(_event, next: BulkAct | null) => next !== null && form.setAct(next)}
                  sx={{ flexWrap: 'wrap', '& .MuiToggleButton-root': { textTransform: 'none', py: 0.25 } }}
                >
                  {BULK_ACTS.map((each) => (
                    <ToggleButton key={each} value={each}>
                      {t(`bulk.acts.${each}`)}
                    </ToggleButton>
                  ))}
                </ToggleButtonGroup>
                <BulkForm {...form} onValues={form.setValues} />
                {form.change !== null && form.preview !== undefined && <BulkPreview {...form.preview} />}
                {form.error !== undefined && <ErrorNote error={form.error} />}
              </>
            )}
            {progress !== null && <BulkProgress {...progress} />}
            {error !== undefined && <ErrorNote error={error} />}
          </Box>
        </DialogContent>
        <DialogActions>
          {progress !== null ? (
            <Button autoFocus onClick={stop}>
              {t('bulk.stop')}
            </Button>
          ) : (
            // The results take the place of what had the focus; it goes on to what ends them.
            <Button key={isDone ? 'close' : 'cancel'} autoFocus={isDone} onClick={close}>
              {isDone ? t(refused.length === 0 ? 'bulk.close' : 'bulk.keepRefused') : common('cancel')}
            </Button>
          )}
          {isDone && refused.length < results.length && (
            <Button
              onClick={() => {
                close();
                void undoIf('tickets.bulk');
              }}
            >
              {t('bulk.undo')}
            </Button>
          )}
          {!isDone && progress === null && (
            <>
              {form.act === 'assign' && (
                <Button disabled={form.isTooMany} onClick={() => run({ act: 'assign', ...toMe })}>
                  {t('bulk.toMe')}
                </Button>
              )}
              <SubmitButton type="submit" busy={false} reason={form.reason}>
                {form.tally === null ? t('bulk.run') : t('bulk.runCount', { count: form.tally.changing })}
              </SubmitButton>
            </>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
};
