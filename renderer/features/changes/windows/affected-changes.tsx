import { Box, Button, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { stateWord } from '#renderer/shared/record/words.ts';
import { windowText } from '../conflict-words.ts';

type Scope = {
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly ciIds: readonly string[];
  readonly serviceIds: readonly string[];
  readonly placeIds: readonly string[];
};

/** The open changes that such a lockdown stops, as it stands in the form or in the list. */
export const AffectedChanges = ({ scope }: { readonly scope: Scope }): ReactNode => {
  const t = useText('changes');
  const { startsAt, endsAt, ciIds, serviceIds, placeIds } = scope;
  const isSpan = startsAt !== null && startsAt !== '' && (endsAt === null || endsAt > startsAt);
  const asked = isSpan
    ? { startsAt, endsAt, ciIds: [...ciIds], serviceIds: [...serviceIds], placeIds: [...placeIds] }
    : null;
  const { data } = useLive('changes.stoppedBy', asked);
  if (data === undefined) return null;
  const { rows, total } = data;
  return (
    <Box component="section" aria-label={t('windows.affected.title')} sx={{ mt: 0.5 }}>
      <Typography variant="caption" color="textSecondary" sx={{ display: 'block' }}>
        {total === 0 ? t('windows.affected.none') : t('windows.affected.title')}
      </Typography>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {rows.map((row) => {
          const { id, number, title, state, type, plannedStartAt, plannedEndAt } = row;
          const when = windowText(t, { startsAt: plannedStartAt ?? '', endsAt: plannedEndAt });
          return (
            <Box
              component="li"
              key={id}
              sx={{ display: 'flex', gap: 1, alignItems: 'baseline', minWidth: 0 }}
            >
              <Button
                size="small"
                onClick={() => openRoute({ page: 'change', id }, number)}
                sx={{ minWidth: 0, flexShrink: 0 }}
              >
                {number}
              </Button>
              <Typography variant="body2" dir="auto" noWrap sx={{ minWidth: 0 }}>
                {title}
              </Typography>
              <Typography variant="caption" color="textSecondary" noWrap sx={{ flexShrink: 0 }}>
                {joined([
                  t('windows.affected.row', { when, state: stateWord(type, state) }),
                  row.assigneeName ?? row.teamName,
                ])}
              </Typography>
            </Box>
          );
        })}
      </Box>
      {total > rows.length && (
        <Typography variant="caption" color="textSecondary">
          {t('windows.affected.more', { count: total - rows.length })}
        </Typography>
      )}
    </Box>
  );
};
