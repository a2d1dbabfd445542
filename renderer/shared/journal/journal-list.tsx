import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import type { Names } from '#contracts/shared.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import { formatDuration, formatInstant, formatInstantLong } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { changeLines, type FieldWords, newestFirst } from './journal-model.ts';

const PAGE = 40;

type EntryProps = { readonly entry: JournalEntry; readonly names: Names; readonly words: FieldWords };

const Entry = ({ entry, names, words }: EntryProps): ReactNode => {
  const t = useText('journal');
  const lines = entry.changes.flatMap((change) => changeLines(change, names, words));
  return (
    <Box component="li" sx={{ py: 0.75, borderBottom: 1, borderColor: 'divider', overflowWrap: 'anywhere' }}>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'baseline' }}>
        <Typography component="span" variant="body2" sx={{ fontWeight: 600 }}>
          {t(`kinds.${entry.kind}`)}
        </Typography>
        <Typography component="span" variant="caption" color="textSecondary">
          <time dateTime={entry.at} title={formatInstantLong(entry.at)}>
            {formatInstant(entry.at)}
          </time>
          {' · '}
          <bdi>{names[entry.by] ?? entry.by}</bdi>
          {' · '}
          {t(`origins.${entry.origin}`)}
          {entry.minutes === null ? '' : ` · ${formatDuration(entry.minutes)}`}
        </Typography>
      </Box>
      {entry.text !== null && (
        <Typography variant="body2" dir="auto" sx={{ whiteSpace: 'pre-wrap' }}>
          {entry.text}
        </Typography>
      )}
      {lines.map((line) => (
        <Typography key={line.field} variant="body2" color="textSecondary">
          {line.from === null && line.to === null
            ? t('fieldChanged', { field: line.field })
            : t('change', {
                field: line.field,
                from: line.from ?? t('nothing'),
                to: line.to ?? t('nothing'),
              })}
        </Typography>
      ))}
    </Box>
  );
};

type JournalListProps = {
  readonly journal: readonly JournalEntry[];
  readonly names: Names;
  readonly words: FieldWords;
};

/** A record's history, newest first, some entries at a time: who, when, from what to what, from where. */
export const JournalList = ({ journal, names, words }: JournalListProps): ReactNode => {
  const t = useText('journal');
  const [shown, setShown] = useState(PAGE);
  const entries = useMemo(() => newestFirst(journal), [journal]);
  if (entries.length === 0)
    return (
      <Typography variant="body2" color="textSecondary">
        {t('empty')}
      </Typography>
    );
  return (
    <>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {entries.slice(0, shown).map((entry) => (
          <Entry key={entry.id} entry={entry} names={names} words={words} />
        ))}
      </Box>
      {entries.length > shown && (
        <Button size="small" onClick={() => setShown(shown + PAGE)}>
          {t('older', { count: entries.length - shown })}
        </Button>
      )}
    </>
  );
};
