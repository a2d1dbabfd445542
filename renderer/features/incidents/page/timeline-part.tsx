import { Box, Typography } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import { type Turn, turnsOf } from '#domain/journal/turns.ts';
import { formatInstant, formatInstantLong } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { stateWord } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { IncidentRecord } from './incident-record.ts';

const TONES: Readonly<Partial<Record<Turn['kind'], string>>> = {
  accepted: 'error.main',
  proposed: 'warning.main',
  lead: 'warning.main',
  team: 'warning.main',
  update: 'info.main',
  state: 'primary.main',
};

const TurnLine = ({ turn, page }: { readonly turn: Turn; readonly page: IncidentRecord }): ReactNode => {
  const t = useText('incidents');
  const { entry, kind, to } = turn;
  const target = to === null ? null : kind === 'state' ? stateWord('incident', to) : nameOf(page.names, to);
  return (
    <Box
      component="li"
      sx={{ display: 'flex', gap: 1, py: 0.25, pl: 1, borderLeft: 3, borderColor: TONES[kind] ?? 'divider' }}
    >
      <Typography
        component="time"
        variant="caption"
        color="textSecondary"
        dateTime={entry.at}
        title={formatInstantLong(entry.at)}
        sx={{ flex: '0 0 104px', pt: '2px' }}
      >
        {formatInstant(entry.at)}
      </Typography>
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
          {joined([joined([t(`major.turns.${kind}`), target], ': '), nameOf(page.names, entry.by)])}
        </Typography>
        {entry.text !== null && kind !== 'opened' && (
          <Typography
            variant="body2"
            color="textSecondary"
            dir="auto"
            sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
          >
            {entry.text}
          </Typography>
        )}
      </Box>
    </Box>
  );
};

/** How the incident went, at a glance: what was decided, told and handed on, and by whom. */
export const TimelinePart = ({ page }: { readonly page: IncidentRecord }): ReactNode => {
  const t = useText('incidents');
  const { journal } = page.record;
  const turns = useMemo(() => turnsOf(journal), [journal]);
  return (
    <Section title={t('major.timeline')}>
      <Box component="ol" aria-label={t('major.timeline')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {turns.map((turn) => (
          <TurnLine key={turn.entry.id} turn={turn} page={page} />
        ))}
      </Box>
    </Section>
  );
};
