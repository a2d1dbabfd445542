import { Box, Button, Chip, Link, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { ConcerningRow } from '#contracts/announcements.ts';
import type { QueryInput } from '#contracts/registry.ts';
import type { TicketRow } from '#contracts/shared.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRecord } from '#renderer/shared/navigation/record-route.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { latestText, SeverityChip } from './announcement-words.tsx';
import { sourceFieldOf } from './source-link.ts';

/** What concerns a caller now; null asks nothing. `coming`: it is still being asked for. */
export const useConcerning = (
  input: QueryInput<'announcements.concerning'> | null,
): { readonly rows: readonly ConcerningRow[]; readonly coming: boolean } => {
  const { data, coming } = useLive('announcements.concerning', input);
  return { rows: input === null ? [] : (data?.rows ?? []), coming };
};

/** The first that an incident can be joined to; what keys act on. */
export const firstSource = (rows: readonly ConcerningRow[]): TicketRow | null =>
  rows.find(({ source }) => source !== null && sourceFieldOf(source) !== null)?.source ?? null;

export const openAnnouncement = ({ row }: Pick<ConcerningRow, 'row'>): void =>
  openRecord('events', row, row.title);

type ConcerningProps = {
  readonly rows: readonly ConcerningRow[];
  /** Joins the incident to what one is told of; left out where nobody may. */
  readonly onLink?: ((source: TicketRow) => void) | undefined;
  readonly isLinked: (source: TicketRow) => boolean;
  /** The keys that read the first one and join to the first source. */
  readonly keys?: { readonly read: string; readonly link: string };
};

type LineProps = Omit<ConcerningProps, 'rows'> & {
  readonly one: ConcerningRow;
  readonly isFirst: boolean;
  readonly isFirstSource: boolean;
};

const Line = ({ one, onLink, isLinked, keys, isFirst, isFirstSource }: LineProps): ReactNode => {
  const t = useText('announcements');
  const { row, because, source } = one;
  const isJoinable = source !== null && sourceFieldOf(source) !== null;
  return (
    <Box component="li" sx={{ py: 0.5, '& + &': { borderTop: 1, borderColor: 'divider' } }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', minWidth: 0 }}>
        <SeverityChip severity={row.severity} />
        <Link
          component="button"
          underline="hover"
          tabIndex={-1}
          onClick={() => openAnnouncement(one)}
          sx={{ fontSize: 13, textAlign: 'start', flex: 1, minWidth: 0 }}
        >
          <span dir="auto">{row.title}</span>
        </Link>
        {keys !== undefined && isFirst && <KeyHint shortcut={keys.read} />}
      </Box>
      <Typography
        variant="body2"
        color="textSecondary"
        dir="auto"
        sx={{ fontSize: 12, overflowWrap: 'anywhere' }}
      >
        {latestText(t, row)}
      </Typography>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', mt: 0.25 }}>
        <Chip
          size="small"
          variant="outlined"
          label={t(`because.${because}`)}
          sx={{ height: 18, fontSize: 11 }}
        />
        {isJoinable && isLinked(source) && (
          <Chip
            size="small"
            color="success"
            variant="outlined"
            label={t('linked', { number: source.number })}
            sx={{ height: 18, fontSize: 11 }}
          />
        )}
        {isJoinable && !isLinked(source) && onLink !== undefined && (
          <Button
            size="small"
            tabIndex={-1}
            onClick={() => onLink(source)}
            sx={{ py: 0, gap: 0.5, whiteSpace: 'nowrap' }}
          >
            {t('link', { number: source.number })}
            {keys !== undefined && isFirstSource && <KeyHint shortcut={keys.link} />}
          </Button>
        )}
      </Box>
    </Box>
  );
};

/** What is told that concerns whoever calls, with a way to read it and to join the incident to its ticket. */
export const ConcerningList = ({ rows, ...acts }: ConcerningProps): ReactNode => {
  const t = useText('announcements');
  const source = firstSource(rows);
  const firstWithSource = rows.find((one) => one.source?.id === source?.id);
  return (
    <Box
      component="ul"
      aria-label={t('concerning')}
      aria-live="polite"
      sx={{ m: 0, p: 0, listStyle: 'none' }}
    >
      {rows.map((one, index) => (
        <Line
          key={one.row.id}
          one={one}
          isFirst={index === 0}
          isFirstSource={source !== null && one === firstWithSource}
          {...acts}
        />
      ))}
    </Box>
  );
};

/** The same as a part of a page; nothing where there is nothing. */
export const Concerning = (props: ConcerningProps): ReactNode => {
  const t = useText('announcements');
  return (
    props.rows.length > 0 && (
      <Section title={t('concerning')}>
        <ConcerningList {...props} />
      </Section>
    )
  );
};
