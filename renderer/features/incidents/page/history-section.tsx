import { Box, Chip, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import { formatDuration, formatInstant, formatInstantLong } from '#renderer/shared/format/format.ts';
import { fieldText, useText } from '#renderer/shared/i18n/i18n.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { type HistoryChange, type HistoryFilter, type HistoryItem, historyOf } from './history-model.ts';
import { useCodeWords } from './use-code-words.ts';
import type { TicketPage } from './use-ticket-page.ts';

const FILTERS: readonly HistoryFilter[] = ['all', 'words', 'changes'];
/** Long texts belong to the description section, which shows them whole. */
const LONG_TEXT = 200;

const shortened = (text: string): string => (text.length > LONG_TEXT ? `${text.slice(0, LONG_TEXT)}…` : text);

const ChangeLine = ({ change }: { readonly change: HistoryChange }): ReactNode => {
  const t = useText('incidents');
  const value = (text: string | null): ReactNode =>
    text === null ? <em>{t('history.nothing')}</em> : <bdi>{shortened(text)}</bdi>;
  return (
    <Box component="li" sx={{ fontSize: 13, overflowWrap: 'anywhere' }}>
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {fieldText(change.field)}:
      </Box>{' '}
      {change.from !== null && (
        <>
          <Box component="span" sx={{ color: 'text.secondary', textDecoration: 'line-through' }}>
            {value(change.from)}
          </Box>
          <span aria-hidden> → </span>
        </>
      )}
      {value(change.to)}
    </Box>
  );
};

const MARKS: Readonly<Partial<Record<HistoryItem['kind'], string>>> = {
  comment: 'warning.main',
  work_note: 'info.main',
  state: 'primary.main',
  clash: 'error.main',
};

const Entry = ({ item }: { readonly item: HistoryItem }): ReactNode => {
  const t = useText('incidents');
  const origin = item.origin === 'console' ? '' : t(`history.origins.${item.origin}`);
  return (
    <Box
      component="li"
      // Rows out of sight are not laid out; a ticket with hundreds of entries opens as fast as a new one.
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
        <strong>{item.who}</strong>
        <span>{t(`history.kinds.${item.kind}`)}</span>
        {origin !== '' && <Chip size="small" label={origin} sx={{ height: 18, fontSize: 11 }} />}
        {item.minutes !== null && item.minutes > 0 && (
          <span>{t('history.minutes', { duration: formatDuration(item.minutes) })}</span>
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
      {item.text !== null && (
        <Typography variant="body2" dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {item.text}
        </Typography>
      )}
      {item.changes.length > 0 && (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {item.changes.map((change) => (
            <ChangeLine key={change.field} change={change} />
          ))}
        </Box>
      )}
    </Box>
  );
};

/** Everything that ever happened to the ticket: who, when, from what to what, and what was said. */
export const HistorySection = ({ page }: { readonly page: TicketPage }): ReactNode => {
  const t = useText('incidents');
  const [filter, setFilter] = useState<HistoryFilter>('all');
  const words = useCodeWords(page.settings);
  const { ticket, detail } = page;
  const items = useMemo(
    () => historyOf(ticket.journal, detail.names, words, filter),
    [ticket.journal, detail.names, words, filter],
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
        <Box component="ol" aria-label={t('history.title')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {items.map((item) => (
            <Entry key={item.id} item={item} />
          ))}
        </Box>
      )}
    </Section>
  );
};
