import { Box, TextField, Typography } from '@mui/material';
import { type ReactNode, type RefObject, useState } from 'react';
import { drafts } from '#renderer/shared/drafts/drafts.ts';
import { isText, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { formatDuration } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import type { TicketPage } from './use-ticket-page.ts';

const MOST_MINUTES = 24 * 60;

/** Whole minutes of one booking, null for anything else. */
const minutesOf = (text: string): number | null => {
  if (!/^\d{1,4}$/.test(text.trim())) return null;
  const minutes = Number(text);
  return minutes >= 1 && minutes <= MOST_MINUTES ? minutes : null;
};

type TimeSectionProps = { readonly page: TicketPage; readonly inputRef: RefObject<HTMLInputElement | null> };

/** Working time spent on the ticket. */
export const TimeSection = ({ page, inputRef }: TimeSectionProps): ReactNode => {
  const t = useText('incidents');
  const { ticket } = page;
  const minutes = useFieldDraft(page.draft.ref, 'time.minutes', '', isText);
  const words = useFieldDraft(page.draft.ref, 'time.text', '', isText);
  const booking = useCommand('incidents.bookTime');
  const [isInvalid, setInvalid] = useState(false);
  const book = async (): Promise<void> => {
    const value = minutesOf(minutes.value);
    setInvalid(value === null);
    if (value === null || booking.busy) return;
    const text = words.value.trim();
    const reply = await booking.run({ id: ticket.id, minutes: value, text: text === '' ? null : text });
    if (reply.ok) drafts.clear(page.draft.ref, ['time.minutes', 'time.text']);
  };
  return (
    <Section title={t('side.time')}>
      <Typography variant="body2" color="textSecondary">
        {t('side.spent', { duration: formatDuration(ticket.timeSpentMinutes) })}
      </Typography>
      {page.can('incidents.bookTime') && (
        <Box
          component="form"
          onSubmit={(event) => {
            event.preventDefault();
            void book();
          }}
          sx={{ display: 'grid', gridTemplateColumns: '88px 1fr auto', gap: 1, pt: 1, alignItems: 'start' }}
        >
          <TextField
            size="small"
            label={t('side.minutes')}
            value={minutes.value}
            inputRef={inputRef}
            error={isInvalid}
            onChange={(event) => minutes.set(event.target.value)}
            onBlur={minutes.flush}
            slotProps={{ htmlInput: { inputMode: 'numeric' } }}
          />
          <TextField
            size="small"
            label={t('side.timeText')}
            value={words.value}
            onChange={(event) => words.set(event.target.value)}
            onBlur={words.flush}
          />
          <SubmitButton
            type="submit"
            size="small"
            variant="outlined"
            reason={minutesOf(minutes.value) === null ? t('side.minutesInvalid') : null}
            busy={booking.busy}
            sx={{ height: 36 }}
          >
            {t('side.book')}
          </SubmitButton>
        </Box>
      )}
      {isInvalid && (
        <Typography variant="caption" color="error" role="alert">
          {t('side.minutesInvalid')}
        </Typography>
      )}
      {booking.error !== undefined && <ErrorNote error={booking.error} onClose={booking.clear} />}
    </Section>
  );
};
