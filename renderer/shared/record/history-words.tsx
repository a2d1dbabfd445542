import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { Reply, ReplyError } from '#contracts/define.ts';
import { correctableUntil } from '#domain/journal/corrections.ts';
import { cutText } from '#domain/records/cut-text.ts';
import type { DraftRef } from '#renderer/shared/drafts/draft-store.ts';
import { isTextOrNull, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { Mentions } from '#renderer/shared/mentions/mentions.tsx';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { useNow } from '#renderer/shared/time/now.ts';
import { CheckLine } from '#renderer/shared/ui/check-line.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { sendOnKey } from '#renderer/shared/ui/send-key.ts';
import type { HistoryItem } from './history-model.ts';

/** A note longer than this is folded. */
const LONG_TEXT = 700;
const MOST_LINES = 12;

const isLong = (text: string): boolean => text.length > LONG_TEXT || text.split('\n').length > MOST_LINES;
const folded = (text: string): string => {
  const lines = text.split('\n').slice(0, MOST_LINES).join('\n');
  return `${cutText(lines, LONG_TEXT)}…`;
};

const Words = ({ text }: { readonly text: string }): ReactNode => {
  const t = useText('record');
  const [isWhole, setWhole] = useState(false);
  const long = isLong(text);
  return (
    <>
      <Typography variant="body2" dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        <Mentions text={long && !isWhole ? folded(text) : text} />
      </Typography>
      {long && (
        <Button size="small" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)} sx={{ py: 0 }}>
          {t(isWhole ? 'history.less' : 'history.more')}
        </Button>
      )}
    </>
  );
};

/** How somebody corrects their own words: for how many minutes, where what is typed is kept, and how it is sent. */
export type Correcting = {
  readonly personId: string;
  readonly minutes: number;
  readonly draft: DraftRef;
  /** Null takes the words back. */
  readonly send: (entryId: string, text: string | null, again: boolean) => Promise<Reply<unknown>>;
  /** What a box asks that says whether those who read the words are to read them again; left out: nobody is asked. */
  readonly again?: string;
};

type OwnWordsProps = {
  readonly item: Pick<HistoryItem, 'id' | 'at' | 'text' | 'correction'>;
  readonly correcting: Correcting;
};

/** One's own words, for as long as they can be corrected; a correction that was begun is finished or given up also afterwards. */
export const OwnWords = ({ item, correcting }: OwnWordsProps): ReactNode => {
  const t = useText('record');
  const nowMs = useNow();
  const field = useFieldDraft<string | null>(correcting.draft, `correct.${item.id}`, null, isTextOrNull);
  const [busy, setBusy] = useState(false);
  const [isAgain, setAgain] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const isOpen = nowMs <= correctableUntil(item.at, correcting.minutes);
  const send = async (text: string | null): Promise<void> => {
    if (busy || text?.trim() === '') return;
    setBusy(true);
    const reply = await correcting.send(item.id, text, isAgain);
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
    if (reply.ok) field.drop();
  };
  const leave = (): void => {
    setError(undefined);
    field.drop();
  };
  if (!isOpen && field.value === null) return null;
  return (
    <Box sx={{ display: 'grid', gap: 0.5, pt: 0.25 }}>
      {field.value !== null && (
        <LongText
          autoFocus
          size="small"
          value={field.value}
          onText={(text) => field.set(text)}
          onBlur={field.flush}
          onKeyDown={sendOnKey(() => void send(field.value))}
          slotProps={{ htmlInput: { 'aria-label': t('history.correction.label') } }}
        />
      )}
      {field.value !== null && correcting.again !== undefined && (
        <CheckLine label={correcting.again} checked={isAgain} onCheck={setAgain} />
      )}
      {error !== undefined && <ErrorNote error={error} />}
      <Box sx={{ display: 'flex', gap: 1 }}>
        {field.value === null ? (
          <>
            <Button size="small" sx={{ py: 0 }} onClick={() => field.set(item.text ?? '')}>
              {t('history.correction.correct')}
            </Button>
            {item.correction?.isWithdrawn !== true && (
              <Button size="small" sx={{ py: 0 }} disabled={busy} onClick={() => void send(null)}>
                {t('history.correction.withdraw')}
              </Button>
            )}
          </>
        ) : (
          <>
            <Button
              size="small"
              sx={{ py: 0 }}
              disabled={busy || field.value.trim() === ''}
              onClick={() => void send(field.value)}
            >
              {t('history.correction.save')}
            </Button>
            <Button size="small" sx={{ py: 0 }} onClick={leave}>
              {t('history.correction.abort')}
            </Button>
          </>
        )}
      </Box>
    </Box>
  );
};

/** What was said before it was corrected or taken back. */
const Before = ({ texts }: { readonly texts: readonly string[] }): ReactNode => {
  const t = useText('record');
  const [isShown, setShown] = useState(false);
  return (
    <>
      <Button size="small" aria-expanded={isShown} onClick={() => setShown(!isShown)} sx={{ py: 0 }}>
        {t(isShown ? 'history.correction.hide' : 'history.correction.before')}
      </Button>
      {isShown &&
        texts.map((text, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same words may have been said twice, and nothing is put in between
          <Box key={at} sx={{ color: 'text.secondary', borderLeft: 2, borderColor: 'divider', pl: 1 }}>
            <Words text={text} />
          </Box>
        ))}
    </>
  );
};

type SaidProps = { readonly item: HistoryItem; readonly correcting: Correcting | undefined };

/** The words of an entry as they stand now, whether they were corrected, and what their writer can still do about them. */
export const Said = ({ item, correcting }: SaidProps): ReactNode => {
  const t = useText('record');
  const { text, correction, isSaid } = item;
  const isOwn = isSaid && correcting !== undefined && correcting.personId === item.by;
  return (
    <>
      {text !== null && <Words text={text} />}
      {correction !== null && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, alignItems: 'center' }}>
          <Typography variant="caption" color="textSecondary">
            {t(correction.isWithdrawn ? 'history.correction.withdrawn' : 'history.correction.corrected')}
          </Typography>
          <Before texts={correction.before} />
        </Box>
      )}
      {isOwn && <OwnWords item={item} correcting={correcting} />}
    </>
  );
};
