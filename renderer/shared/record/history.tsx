import { Box, Button, Chip, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { memo, type ReactNode, useMemo, useState } from 'react';
import { cutText } from '#domain/records/cut-text.ts';
import { formatDuration, formatInstant, formatInstantLong } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { type HistoryFilter, type HistoryItem, type HistoryLine, historyOf } from './history-model.ts';
import { type Correcting, Said } from './history-words.tsx';
import type { RecordView } from './record-page.ts';
import { takeableBy, takeBack } from './take-back.ts';

const FILTERS: readonly HistoryFilter[] = ['all', 'words', 'changes'];
/** Long values belong to their own part of the page, which shows them whole. */
const LONG_VALUE = 200;
/** Entries at first, and how many more each time. */
const PAGE = 40;

const shortened = (text: string): string =>
  text.length > LONG_VALUE ? `${cutText(text, LONG_VALUE)}…` : text;
const ChangeLine = ({ line }: { readonly line: HistoryLine }): ReactNode => {
  const t = useText('record');
  const value = (text: string | null): ReactNode =>
    text === null ? <em>{t('history.nothing')}</em> : <bdi>{shortened(text)}</bdi>;
  if (line.from === null && line.to === null) {
    return (
      <Box component="li" sx={{ fontSize: 13, color: 'text.secondary' }}>
        {t('history.changed', { field: line.label })}
      </Box>
    );
  }
  return (
    <Box component="li" sx={{ fontSize: 13, overflowWrap: 'anywhere' }}>
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {line.label}:
      </Box>{' '}
      {line.from !== null && (
        <>
          <Box component="span" sx={{ color: 'text.secondary', textDecoration: 'line-through' }}>
            {value(line.from)}
          </Box>
          <span aria-hidden> → </span>
        </>
      )}
      {value(line.to)}
    </Box>
  );
};

const MARKS: Readonly<Partial<Record<HistoryItem['kind'], string>>> = {
  comment: 'warning.main',
  turn_update: 'warning.main',
  work_note: 'info.main',
  diagnosed: 'info.main',
  state: 'primary.main',
  clash: 'error.main',
};

const Entry = ({ item, onTakeBack, correcting }: EntryProps): ReactNode => {
  const t = useText('record');
  return (
    <Box
      component="li"
      // Rows out of sight are not laid out; a record with hundreds of entries opens as fast as a new one.
      sx={{
        contentVisibility: 'auto',
        containIntrinsicSize: 'auto 44px',
        borderLeft: 3,
        borderColor: MARKS[item.kind] ?? 'divider',
        pl: 1.25,
        py: 0.5,
        mb: 0.5,
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, alignItems: 'baseline', fontSize: 13 }}>
        <strong>
          <bdi>{item.who}</bdi>
        </strong>
        <span>{t(`history.kinds.${item.kind}`)}</span>
        {item.origin !== 'console' && (
          <Chip label={t(`history.origins.${item.origin}`)} sx={{ height: 18, fontSize: 11 }} />
        )}
        {item.minutes !== null && item.minutes > 0 && <span>{formatDuration(item.minutes)}</span>}
        {item.isTakenBack && <Chip label={t('history.takenBack')} sx={{ height: 18, fontSize: 11 }} />}
        {item.offer !== null && onTakeBack !== undefined && (
          <Button
            size="small"
            onClick={() => onTakeBack(item.id)}
            sx={{ py: 0, minWidth: 0, fontSize: 12, lineHeight: 1.5 }}
          >
            {t(item.offer === 'undo' ? 'history.takeBack' : 'history.doAgain')}
          </Button>
        )}
        <Box sx={{ flex: 1 }} />
        <Typography
          component="time"
          variant="caption"
          color="textSecondary"
          dateTime={item.at}
          title={`${formatInstantLong(item.at)}, ${t('history.device', { device: item.device })}`}
        >
          {formatInstant(item.at)}
        </Typography>
      </Box>
      <Said item={item} correcting={correcting} />
      {item.lines.length > 0 && (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {item.lines.map((line) => (
            <ChangeLine key={`${line.label} ${line.from} ${line.to}`} line={line} />
          ))}
        </Box>
      )}
    </Box>
  );
};

type EntriesProps = {
  readonly items: readonly HistoryItem[];
  /** Takes one entry back; left out where a history is only read. */
  readonly onTakeBack?: (entryId: string) => void;
  /** How one's own words are corrected, where they can be. */
  readonly correcting?: Correcting | undefined;
};
type EntryProps = Omit<EntriesProps, 'items'> & { readonly item: HistoryItem };

/** Entries of a history, in the order given. */
export const HistoryEntries = ({ items, ...acts }: EntriesProps): ReactNode => {
  const t = useText('record');
  return (
    <Box component="ol" aria-label={t('history.title')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {items.map((item) => (
        <Entry key={item.id} item={item} {...acts} />
      ))}
    </Box>
  );
};

type HistoryProps = {
  readonly view: RecordView;
  /** Fields whose changes an entry's own words tell already. */
  readonly hidden?: readonly string[];
  /** Fields whose changes nobody takes back: acts that only others undo. */
  readonly final?: readonly string[];
  /** How one's own words are corrected, where they can be. */
  readonly correcting?: Correcting | undefined;
};

/** Everything that ever happened to a record: who, when, from what to what, and what was said. The one history of all pages. */
export const History = memo(({ view, hidden, final, correcting }: HistoryProps): ReactNode => {
  const t = useText('record');
  const [filter, setFilter] = useState<HistoryFilter>('all');
  const [shown, setShown] = useState(PAGE);
  const { record, format } = view;
  const items = useMemo(
    () =>
      historyOf(record.journal, filter, {
        ...{ format, record },
        takeable: takeableBy(format.kind.collection, record, view.draft.ref.scope, Date.now(), final),
        ...(hidden === undefined ? {} : { hidden }),
      }),
    [record, format, filter, hidden, final, view.draft.ref.scope],
  );
  return (
    <Section
      title={t('history.title')}
      actions={
        <ToggleButtonGroup
          exclusive
          size="small"
          value={filter}
          aria-label={t('history.filter')}
          onChange={(_event, next: HistoryFilter | null) => next !== null && setFilter(next)}
          sx={{ '& .MuiToggleButton-root': { py: 0, px: 1, textTransform: 'none', fontSize: 12 } }}
        >
          {FILTERS.map((each) => (
            <ToggleButton key={each} value={each}>
              {t(`history.${each}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
    >
      {items.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t('history.empty')}
        </Typography>
      ) : (
        <HistoryEntries
          items={items.slice(0, shown)}
          correcting={correcting}
          onTakeBack={(entryId) =>
            void takeBack(
              { collection: view.kind.collection, id: record.id, entryId },
              view.draft.ref.scope,
              view.names,
            )
          }
        />
      )}
      {items.length > shown && (
        <Button size="small" onClick={() => setShown(shown + PAGE)}>
          {t('history.older', { count: items.length - shown })}
        </Button>
      )}
    </Section>
  );
});
