import { Box, Button, TextField } from '@mui/material';
import { type ReactNode, type Ref, useImperativeHandle, useRef, useState } from 'react';
import type { OrderTask } from '#domain/fields/orders.ts';
import { isText, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
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

/** The value and the note of a task as they are typed, and how they are sent. */
const useTaskWork = (task: OrderTask, onDone: () => void) => {
  const { detail, draft } = useOrderWork();
  const value = useFieldDraft(draft, `value:${task.id}`, task.value ?? '', isText);
  const note = useFieldDraft(draft, `note:${task.id}`, task.note ?? '', isText);
  const completing = useCommand('orders.completeTask');
  const skipping = useCommand('orders.skipTask');
  const [isValueMissing, setValueMissing] = useState(false);
  const [isSkipping, setSkipping] = useState(false);
  const [wantsNote, setWantsNote] = useState(false);
  const valueInput = useRef<HTMLInputElement>(null);
  const noteInput = useRef<HTMLTextAreaElement>(null);
  const doneButton = useRef<HTMLButtonElement>(null);
  const busy = completing.busy || skipping.busy;
  const ids = { id: detail.order.id, taskId: task.id };
  const noteText = note.value.trim();

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
    const reply = await completing.run({
      ...ids,
      ...(wantsValue(task) ? { value: value.value.trim() || null } : {}),
      ...(noteText === '' ? {} : { note: noteText }),
    });
    if (reply.ok) settle();
  };
  const skip = async (): Promise<void> => {
    if (noteText === '') {
      noteInput.current?.focus();
      return;
    }
    const reply = await skipping.run({ ...ids, note: noteText });
    if (reply.ok) settle();
  };
  return {
    ...{ value, note, valueInput, noteInput, doneButton, isValueMissing, isSkipping, setSkipping, busy },
    hasNoReason: noteText === '',
    showsNote: isSkipping || wantsNote || note.value !== '',
    error: completing.error ?? skipping.error,
    complete: () => void complete(),
    skip: () => void skip(),
    goToNote: (): void => {
      setWantsNote(true);
      requestAnimationFrame(() => noteInput.current?.focus());
    },
  };
};

type ButtonsProps = { readonly task: OrderTask; readonly work: ReturnType<typeof useTaskWork> };

/** High enough for a gloved finger. */
const TALL = { minHeight: 48 } as const;

const SkipButtons = ({ work }: Pick<ButtonsProps, 'work'>): ReactNode => {
  const t = useText('orders');
  return (
    <>
      <SubmitButton
        type="submit"
        size="large"
        color="warning"
        reason={work.hasNoReason ? t('task.skipNeedsReason') : null}
        busy={work.busy}
        sx={TALL}
      >
        {t('task.skipConfirm')}
      </SubmitButton>
      <Button size="large" onClick={() => work.setSkipping(false)} sx={TALL}>
        {t('task.keepOpen')}
      </Button>
    </>
  );
};

const DoneButtons = ({ task, work }: ButtonsProps): ReactNode => {
  const t = useText('orders');
  // A device is done by scanning it.
  const isScanned = task.kind === 'scan';
  return (
    <>
      {!isScanned && (
        <Button
          type="submit"
          size="large"
          variant="contained"
          ref={work.doneButton}
          loading={work.busy}
          endIcon={<KeyHint shortcut="Enter" />}
          sx={{ ...TALL, minWidth: 140 }}
        >
          {t('task.done')}
        </Button>
      )}
      {!isScanned && !work.showsNote && (
        <Button size="large" onClick={work.goToNote} endIcon={<KeyHint shortcut="n" />} sx={TALL}>
          {t('task.note')}
        </Button>
      )}
      {canSkip(task) && (
        <Button size="large" color="inherit" onClick={() => work.setSkipping(true)} sx={TALL}>
          {t('task.skip')}
        </Button>
      )}
    </>
  );
};

/** Value, note and buttons of the opened task; what is typed survives a crash. */
export const TaskActions = ({ task, onDone, ref }: TaskActionsProps): ReactNode => {
  const t = useText('orders');
  const work = useTaskWork(task, onDone);
  const { value, note, isSkipping, isValueMissing, error } = work;
  useImperativeHandle(ref, () => ({
    complete: work.complete,
    focus: () => (work.valueInput.current ?? work.doneButton.current)?.focus(),
    note: work.goToNote,
  }));
  return (
    <Box
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isSkipping) work.skip();
        else work.complete();
      }}
      onKeyDown={(event) => {
        // In a note Enter begins a new line, so Ctrl+Enter sends it as everywhere.
        if (isSendKey(event)) event.currentTarget.requestSubmit();
      }}
      sx={{ display: 'grid', gap: 1 }}
    >
      {wantsValue(task) && !isSkipping && (
        <TextField
          inputRef={work.valueInput}
          label={t(`task.value.${task.kind}`)}
          value={value.value}
          onChange={(event) => value.set(event.target.value)}
          onBlur={value.flush}
          error={isValueMissing}
          helperText={isValueMissing ? t('task.valueMissing') : undefined}
          slotProps={{ htmlInput: { maxLength: 2000, autoComplete: 'off', style: { fontSize: 18 } } }}
        />
      )}
      {work.showsNote && (
        <LongText
          minRows={2}
          autoFocus={isSkipping}
          inputRef={work.noteInput}
          label={t(isSkipping ? 'task.skipReason' : 'task.noteField')}
          value={note.value}
          onText={(text) => note.set(text)}
          onBlur={note.flush}
        />
      )}
      {error !== undefined && <ErrorNote error={error} />}
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        {isSkipping ? <SkipButtons work={work} /> : <DoneButtons task={task} work={work} />}
      </Box>
    </Box>
  );
};
