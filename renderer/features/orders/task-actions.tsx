import { Box, Button, TextField } from '@mui/material';
import { type ReactNode, type Ref, useImperativeHandle, useRef, useState } from 'react';
import type { OrderTask } from '#domain/fields/orders.ts';
import { isText, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { isSendKey } from '#renderer/shared/ui/send-key.ts';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import { canSkip, useOrderWork, wantsValue } from './order-work.ts';

/** What the list of tasks asks of the opened one. */
export type TaskHandle = {
  /** Completes the task, or goes to the value it lacks. */
  readonly complete: () => void;
  /** Goes to what the task is done with: its value, else the button. */
  readonly focus: () => void;
  /** Opens the note and goes to it. */
  readonly note: () => void;
};

type TaskActionsProps = {
  readonly task: OrderTask;
  readonly onDone: () => void;
  readonly ref: Ref<TaskHandle>;
};

/** Value, note and buttons of the opened task; what is typed survives a crash. */
export const TaskActions = ({ task, onDone, ref }: TaskActionsProps): ReactNode => {
  const t = useText('orders');
  const { detail, draft } = useOrderWork();
  const value = useFieldDraft(draft, `value:${task.id}`, task.value ?? '', isText);
  const note = useFieldDraft(draft, `note:${task.id}`, task.note ?? '', isText);
  const completeTask = useCommand('orders.completeTask');
  const skipTask = useCommand('orders.skipTask');
  const [isSkipping, setSkipping] = useState(false);
  const [wantsNote, setWantsNote] = useState(false);
  const [isValueMissing, setValueMissing] = useState(false);
  const valueInput = useRef<HTMLInputElement>(null);
  const doneButton = useRef<HTMLButtonElement>(null);
  const noteInput = useRef<HTMLTextAreaElement>(null);
  const busy = completeTask.busy || skipTask.busy;
  const ids = { id: detail.order.id, taskId: task.id };
  const showsNote = isSkipping || wantsNote || note.value !== '';

  const settle = (): void => {
    value.settle(value.value);
    note.settle(note.value);
    onDone();
  };
  const complete = async (): Promise<void> => {
    if (busy) return;
    const isMissing = wantsValue(task) && task.required && value.value.trim() === '';
    setValueMissing(isMissing);
    if (isMissing) {
      valueInput.current?.focus();
      return;
    }
    const reply = await completeTask.run({
      ...ids,
      ...(wantsValue(task) ? { value: value.value.trim() || null } : {}),
      ...(note.value.trim() === '' ? {} : { note: note.value.trim() }),
    });
    if (reply.ok) settle();
  };
  const hasNoReason = note.value.trim() === '';
  const skip = async (): Promise<void> => {
    if (hasNoReason) {
      noteInput.current?.focus();
      return;
    }
    const reply = await skipTask.run({ ...ids, note: note.value.trim() });
    if (reply.ok) settle();
  };
  const goToNote = (): void => {
    setWantsNote(true);
    requestAnimationFrame(() => noteInput.current?.focus());
  };
  useImperativeHandle(ref, () => ({
    complete: () => void complete(),
    focus: () => (valueInput.current ?? doneButton.current)?.focus(),
    note: goToNote,
  }));

  const error = completeTask.error ?? skipTask.error;
  return (
    <Box
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        void (isSkipping ? skip() : complete());
      }}
      onKeyDown={(event) => {
        // In a note Enter begins a new line, so Ctrl+Enter sends it as everywhere.
        if (isSendKey(event)) event.currentTarget.requestSubmit();
      }}
      sx={{ display: 'grid', gap: 1 }}
    >
      {wantsValue(task) && !isSkipping && (
        <TextField
          inputRef={valueInput}
          label={t(`task.value.${task.kind}`)}
          value={value.value}
          onChange={(event) => value.set(event.target.value)}
          onBlur={value.flush}
          error={isValueMissing}
          helperText={isValueMissing ? t('task.valueMissing') : undefined}
          slotProps={{ htmlInput: { maxLength: 2000, autoComplete: 'off', style: { fontSize: 18 } } }}
        />
      )}
      {showsNote && (
        <TextField
          multiline
          minRows={2}
          autoFocus={isSkipping}
          inputRef={noteInput}
          label={t(isSkipping ? 'task.skipReason' : 'task.noteField')}
          value={note.value}
          onChange={(event) => note.set(event.target.value)}
          onBlur={note.flush}
        />
      )}
      {error !== undefined && <ErrorNote error={error} />}
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        {isSkipping ? (
          <>
            <SubmitButton
              type="submit"
              size="large"
              color="warning"
              reason={hasNoReason ? t('task.skipNeedsReason') : null}
              busy={busy}
              sx={{ minHeight: 48 }}
            >
              {t('task.skipConfirm')}
            </SubmitButton>
            <Button size="large" onClick={() => setSkipping(false)} sx={{ minHeight: 48 }}>
              {t('task.keepOpen')}
            </Button>
          </>
        ) : (
          <>
            {task.kind !== 'scan' && (
              <Button
                type="submit"
                size="large"
                variant="contained"
                ref={doneButton}
                loading={busy}
                endIcon={<KeyHint shortcut="Enter" />}
                sx={{ minHeight: 48, minWidth: 140 }}
              >
                {t('task.done')}
              </Button>
            )}
            {!showsNote && task.kind !== 'scan' && (
              <Button
                size="large"
                onClick={goToNote}
                endIcon={<KeyHint shortcut="n" />}
                sx={{ minHeight: 48 }}
              >
                {t('task.note')}
              </Button>
            )}
            {canSkip(task) && (
              <Button size="large" color="inherit" onClick={() => setSkipping(true)} sx={{ minHeight: 48 }}>
                {t('task.skip')}
              </Button>
            )}
          </>
        )}
      </Box>
    </Box>
  );
};
