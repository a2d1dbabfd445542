import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { type ReactNode, useState } from 'react';
import type { CallOptions } from '#contracts/client-calls.ts';
import type { CommandInput, QueryInput } from '#contracts/registry.ts';
import { MOST_AT_ONCE } from '#contracts/tickets.ts';
import { questionsIn } from '#domain/prepared/placeholders.ts';
import { preparedProcess, textsIn } from '#domain/prepared/prepared.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { formatCount } from '#renderer/shared/format/format.ts';
import { host } from '#renderer/shared/host/host.ts';
import { codeText, useText } from '#renderer/shared/i18n/i18n.ts';
import { BulkPreview, BulkProgress, BulkResults } from '#renderer/shared/record/bulk-rows.tsx';
import { tallyOf } from '#renderer/shared/record/bulk-tally.ts';
import { undoIf } from '#renderer/shared/record/undo.ts';
import { useBulkPreview, useBulkRun } from '#renderer/shared/record/use-bulk.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { isSendKey } from '#renderer/shared/ui/send-key.ts';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import { PreparedChoice } from './choose-dialog.tsx';
import { type Answers, QuestionFields, unanswered } from './question-dialog.tsx';
import { type PreparedOf, usePrepared } from './use-prepared.ts';

type MacroRow = PreparedOf<'macro'>;

const ask = (input: QueryInput<'prepared.preview'>, options: CallOptions) =>
  host.query('prepared.preview', input, options);
const send = (input: CommandInput<'prepared.run'>, options: CallOptions) =>
  host.command('prepared.run', input, options);

type MacroDialogProps = {
  readonly collection: CollectionName;
  readonly ids: readonly string[];
  /** The type of the records; null: of several. */
  readonly type: string | null;
  /** Ids that were refused, once it ran; all of them when it did not. */
  readonly onClose: (left: readonly string[]) => void;
};

/** Macros for records of a collection, or of one type of it. */
const useMacros = (collection: CollectionName, type: string | null): readonly MacroRow[] =>
  usePrepared('macro').filter(
    ({ content }) =>
      preparedProcess(content.type)?.collection === collection && (type === null || content.type === type),
  );

const recordWord = ({ content }: MacroRow): string => codeText('common:recordTypes', content.type);

const useMacroForm = ({ collection, ids, type }: MacroDialogProps) => {
  const t = useText('prepared');
  const queue = useText('queue');
  const rows = useMacros(collection, type);
  const [chosen, setChosen] = useState<MacroRow | null>(null);
  const [answers, setAnswers] = useState<Answers>({});
  const questions = chosen === null ? [] : [...new Set(textsIn(chosen.content).flatMap(questionsIn))];
  const [missing] = unanswered(questions, answers);
  const isTooMany = ids.length > MOST_AT_ONCE;
  const input =
    isTooMany || chosen === null || missing !== undefined
      ? null
      : { id: chosen.id, collection, ids: [...ids], answers };
  const { preview, error } = useBulkPreview(input, ask);
  const tally = preview === undefined ? null : tallyOf(preview.rows);
  const reason = (): string | null => {
    if (isTooMany) return queue('bulk.tooMany', { max: formatCount(MOST_AT_ONCE), count: ids.length });
    if (chosen === null) return t('macro.missing');
    if (missing !== undefined) return t('unanswered', { question: missing });
    if (tally === null) return queue('bulk.looking');
    return tally.changing === 0 ? queue('bulk.noneChanges') : null;
  };
  return {
    ...{ rows, chosen, questions, answers, setAnswers, input, preview, error, tally, isTooMany },
    reason: reason(),
    choose: (row: MacroRow | null): void => {
      setChosen(row);
      setAnswers({});
    },
  };
};

/** Runs a macro on one record or many: shows first what would become of each, then how it went, and takes all of it back. */
export const MacroDialog = (props: MacroDialogProps): ReactNode => {
  const t = useText('prepared');
  const queue = useText('queue');
  const { ids, collection, onClose } = props;
  const form = useMacroForm(props);
  const { progress, results, error, run, stop } = useBulkRun(ids.length, send);
  const isDone = results !== null;
  const refused = (results ?? []).filter(({ ok }) => !ok).map(({ id }) => id);
  const close = (): void => {
    // What is under way goes on until it is stopped.
    if (progress === null) onClose(isDone ? refused : ids);
  };
  const submit = (): void => {
    if (form.reason === null && form.input !== null && progress === null && !isDone) void run(form.input);
  };
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
        <DialogTitle>{t('macro.title')}</DialogTitle>
        <DialogContent>
          <Box sx={{ display: 'grid', gap: 1.25, pt: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
            {form.isTooMany && <Alert severity="warning">{form.reason}</Alert>}
            {isDone && <BulkResults results={results} />}
            {!isDone && progress === null && (
              <>
                <PreparedChoice
                  label={t('macro.choose')}
                  none={t('macro.none')}
                  rows={form.rows}
                  chosen={form.chosen}
                  hint={recordWord}
                  autoFocus
                  opens
                  onChoose={form.choose}
                />
                <QuestionFields
                  // What is asked is what is typed next; a macro without questions runs by the next Enter.
                  key={form.chosen?.id ?? ''}
                  autoFocus
                  questions={form.questions}
                  answers={form.answers}
                  onAnswers={form.setAnswers}
                />
                {form.preview !== undefined && <BulkPreview {...form.preview} collection={collection} />}
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
              {queue('bulk.stop')}
            </Button>
          ) : (
            // The results take the place of what had the focus; it goes on to what ends them.
            <Button key={isDone ? 'close' : 'cancel'} autoFocus={isDone} onClick={close}>
              {isDone ? queue('bulk.close') : t('common:cancel')}
            </Button>
          )}
          {isDone && refused.length < results.length && (
            <Button
              onClick={() => {
                close();
                void undoIf('prepared.run');
              }}
            >
              {queue('bulk.undo')}
            </Button>
          )}
          {!isDone && progress === null && (
            <SubmitButton type="submit" busy={false} reason={form.reason}>
              {t('macro.run')}
            </SubmitButton>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
};
