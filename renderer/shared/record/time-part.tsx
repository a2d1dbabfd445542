import { Box, TextField, Typography } from '@mui/material';
import { memo, type ReactNode, useMemo, useRef, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { drafts } from '#renderer/shared/drafts/drafts.ts';
import { isText, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { formatDuration } from '#renderer/shared/format/format.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import type { AnyRecordPage } from './record-page.ts';

const MOST_MINUTES = 24 * 60;

/** Whole minutes of one booking, null for anything else. */
const minutesOf = (text: string): number | null => {
  if (!/^\d{1,4}$/.test(text.trim())) return null;
  const minutes = Number(text);
  return minutes >= 1 && minutes <= MOST_MINUTES ? minutes : null;
};

/** A booking as it is typed, and how it is sent. */
const useBooking = (page: AnyRecordPage) => {
  const minutes = useFieldDraft(page.draft.ref, 'time.minutes', '', isText);
  const words = useFieldDraft(page.draft.ref, 'time.text', '', isText);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const [isInvalid, setInvalid] = useState(false);
  const book = async (): Promise<void> => {
    const value = minutesOf(minutes.value);
    setInvalid(value === null);
    if (value === null || busy) return;
    setBusy(true);
    const text = words.value.trim();
    const reply = await page.run('bookTime', { minutes: value, text: text === '' ? null : text });
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
    if (reply.ok) drafts.clear(page.draft.ref, ['time.minutes', 'time.text']);
  };
  return { minutes, words, busy, error, clear: () => setError(undefined), isInvalid, book };
};

const useTimeKey = (mayBook: boolean, focus: () => void): void => {
  const latest = useLatest({ mayBook, focus });
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'record.bookTime',
        label: 'record:commands.bookTime',
        group: 'record:commands.group',
        shortcut: 'b',
        when: () => latest.current.mayBook,
        run: () => latest.current.focus(),
      },
    ],
    [latest],
  );
  useCommands(commands);
};

/** Working time spent on the record. */
export const TimePart = memo(({ page }: { readonly page: AnyRecordPage }): ReactNode => {
  const t = useText('record');
  const booking = useBooking(page);
  const input = useRef<HTMLInputElement>(null);
  const mayBook = page.can('bookTime');
  useTimeKey(mayBook, () => input.current?.focus());
  const { minutes, words, error, isInvalid } = booking;
  return (
    <Section title={t('time.title')}>
      <Typography variant="body2" color="textSecondary">
        {t('time.spent', { duration: formatDuration(Number(page.record.timeSpentMinutes ?? 0)) })}
      </Typography>
      {mayBook && (
        <Box
          component="form"
          onSubmit={(event) => {
            event.preventDefault();
            void booking.book();
          }}
          sx={{
            display: 'grid',
            gridTemplateColumns: '88px minmax(0, 1fr) auto',
            gap: 1,
            pt: 1,
            alignItems: 'start',
          }}
        >
          <TextField
            size="small"
            label={t('time.minutes')}
            value={minutes.value}
            inputRef={input}
            error={isInvalid}
            onChange={(event) => minutes.set(event.target.value)}
            onBlur={minutes.flush}
            slotProps={{ htmlInput: { inputMode: 'numeric' } }}
          />
          <TextField
            size="small"
            label={t('time.text')}
            value={words.value}
            onChange={(event) => words.set(event.target.value)}
            onBlur={words.flush}
          />
          <SubmitButton
            type="submit"
            size="small"
            variant="outlined"
            reason={minutesOf(minutes.value) === null ? t('time.invalid') : null}
            busy={booking.busy}
            sx={{ height: 36 }}
          >
            {t('time.book')}
          </SubmitButton>
        </Box>
      )}
      {isInvalid && (
        <Typography variant="caption" color="error" role="alert">
          {t('time.invalid')}
        </Typography>
      )}
      {error !== undefined && <ErrorNote error={error} onClose={booking.clear} />}
    </Section>
  );
});
