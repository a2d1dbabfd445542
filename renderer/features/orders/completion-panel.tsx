import { Alert, Box, Button, Link, TextField } from '@mui/material';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { isObject } from '#domain/records/json.ts';
import { isText, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { isSendKey } from '#renderer/shared/ui/send-key.ts';
import { useOrderWork } from './order-work.ts';

const MOST_MINUTES = 24 * 60;

/** Minutes as typed; null when none were, undefined when it is no number of minutes within a day. */
const minutesOf = (typed: string): number | null | undefined => {
  if (typed.trim() === '') return null;
  const minutes = Number(typed);
  return Number.isInteger(minutes) && minutes >= 0 && minutes <= MOST_MINUTES ? minutes : undefined;
};

type Place = { readonly id: string; readonly path: string };
const isPlace = (value: unknown): value is Place | null =>
  value === null || (isObject(value) && typeof value.id === 'string' && typeof value.path === 'string');

/** Scrolls to a task or device of this page and puts the focus on it. */
const goTo = (id: string): void => {
  const row = document.querySelector<HTMLElement>(
    `[data-task="${CSS.escape(id)}"], [data-device="${CSS.escape(id)}"]`,
  );
  row?.scrollIntoView({ block: 'center' });
  row?.focus();
};

/** Completes the order, all or nothing, or lists what is still missing. */
export const CompletionPanel = (): ReactNode => {
  const t = useText('orders');
  const { detail, draft } = useOrderWork();
  const { order, missing } = detail;
  const notes = useFieldDraft(draft, 'completionNotes', '', isText);
  const minutes = useFieldDraft(draft, 'minutes', '', isText);
  const complete = useCommand('orders.complete');
  const [showsMissing, setShowsMissing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const isReady = missing.length === 0;
  const parsed = minutesOf(minutes.value);
  // Where the old device of a swap went is asked where nobody named it before: its user's room would stand at it for ever.
  const asksPlace = order.type === 'swap' && order.targetPlaceId === null;
  const oldPlace = useFieldDraft<Place | null>(draft, 'oldPlace', null, isPlace);
  const place = oldPlace.value;
  const lacksPlace = asksPlace && place === null;
  useEffect(() => {
    // The last task is done: Enter completes the order.
    if (isReady) button.current?.focus();
  }, [isReady]);

  const submit = async (): Promise<void> => {
    setShowsMissing(true);
    if (!isReady || lacksPlace || parsed === undefined || complete.busy) return;
    const reply = await complete.run({
      id: order.id,
      notes: notes.value.trim() === '' ? null : notes.value.trim(),
      minutes: parsed,
      ...(place === null ? {} : { oldPlaceId: place.id }),
    });
    if (!reply.ok) return;
    notes.settle(notes.value);
    minutes.settle(minutes.value);
    oldPlace.settle(place);
  };
  return (
    <Section title={t('completion.title')}>
      <Box
        component="form"
        // What is missing is told in the console's own words.
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        onKeyDown={(event) => {
          if (isSendKey(event)) event.currentTarget.requestSubmit();
        }}
        sx={{ display: 'grid', gap: 1, pt: 0.5 }}
      >
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <LongText
            label={t('completion.notes')}
            value={notes.value}
            onText={(text) => notes.set(text)}
            onBlur={notes.flush}
            sx={{ flex: '1 1 240px' }}
          />
          <TextField
            label={t('completion.minutes')}
            value={minutes.value}
            onChange={(event) => minutes.set(event.target.value)}
            onBlur={minutes.flush}
            error={parsed === undefined}
            slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 4 } }}
            sx={{ width: 130 }}
          />
        </Box>
        {asksPlace && (
          <RecordPicker
            kind="place"
            label={t('completion.oldPlace')}
            required
            value={place?.id ?? null}
            valueName={place?.path ?? ''}
            error={showsMissing && lacksPlace ? t('completion.needsOldPlace') : null}
            onChange={(id, found) => oldPlace.set(id === null ? null : { id, path: found?.path ?? '' })}
          />
        )}
        {isReady && <Alert severity="success">{t('completion.ready')}</Alert>}
        {showsMissing && !isReady && (
          <Alert severity="warning">
            {t('completion.missing')}
            <ul style={{ margin: 0, paddingInlineStart: 20 }}>
              {missing.map(({ id, code, ...why }) => (
                <li key={`${id}:${code}`}>
                  <Link component="button" type="button" color="inherit" onClick={() => goTo(id)}>
                    {errorText(why)}
                  </Link>
                </li>
              ))}
            </ul>
          </Alert>
        )}
        {complete.error !== undefined && <ErrorNote error={complete.error} />}
        <Button
          ref={button}
          type="submit"
          size="large"
          variant={isReady ? 'contained' : 'outlined'}
          color={isReady ? 'success' : 'primary'}
          loading={complete.busy}
          sx={{ minHeight: 48, justifySelf: 'start' }}
        >
          {t('completion.complete')}
        </Button>
      </Box>
    </Section>
  );
};
