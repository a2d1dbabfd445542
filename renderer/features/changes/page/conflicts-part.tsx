import EventRepeatOutlined from '@mui/icons-material/EventRepeatOutlined';
import { Box, Button, ButtonBase, Typography } from '@mui/material';
import { memo, type ReactNode } from 'react';
import type { ChangeConflicts, ConflictRow, PlannedWindow } from '#contracts/changes.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { whyText, windowText } from '../conflict-words.ts';
import { useMove } from '../use-move.ts';
import type { ChangeRecord } from './change-record.ts';

const open = ({ collection, id, number, title }: ConflictRow): void =>
  collection === 'tickets'
    ? openRoute({ page: 'change', id }, number ?? title)
    : openRoute({ page: 'change-window', id }, title);

const ConflictLine = ({ row }: { readonly row: ConflictRow }): ReactNode => {
  const t = useText('changes');
  const clears =
    row.clears === null
      ? t('conflicts.neverClears')
      : t('conflicts.clears', { when: formatInstant(row.clears.startsAt) });
  return (
    <Box component="li">
      <ButtonBase
        onClick={() => open(row)}
        sx={{
          ...{
            display: 'block',
            width: 1,
            textAlign: 'start',
            borderRadius: 0.5,
            px: 0.5,
            mx: -0.5,
            py: 0.5,
          },
          '&:hover, &:focus-visible': { bgcolor: 'action.hover' },
        }}
      >
        <Typography component="span" variant="caption" color="warning" sx={{ display: 'block' }}>
          {whyText(t, row)}
        </Typography>
        <Typography
          component="span"
          variant="body2"
          dir="auto"
          sx={{ display: 'block', overflowWrap: 'anywhere' }}
        >
          {joined([row.number, row.title], ' ')}
        </Typography>
        <Typography component="span" variant="caption" color="textSecondary" sx={{ display: 'block' }}>
          {joined([windowText(t, row), clears])}
        </Typography>
      </ButtonBase>
    </Box>
  );
};

type ConflictsPartProps = { readonly page: ChangeRecord; readonly conflicts: ChangeConflicts };

/** What is in the way of the change as it is planned, and the window to which one act moves it. */
export const ConflictsPart = memo(({ page, conflicts }: ConflictsPartProps): ReactNode => {
  const t = useText('changes');
  const moving = useMove();
  const { rows, total, nextFree } = conflicts;
  const mayMove = page.mayEdit('plannedStartAt') && page.mayEdit('plannedEndAt');
  const move = async (window: PlannedWindow): Promise<void> => {
    const { id, number } = page.record;
    if (await moving.move(id, window)) {
      notify('success', t('conflicts.moved', { number, when: windowText(t, window) }));
    }
  };
  return (
    <Section title={t('conflicts.title')}>
      {total === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t('conflicts.none')}
        </Typography>
      ) : (
        <>
          <Box component="ul" aria-label={t('conflicts.title')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
            {rows.map((row) => (
              <ConflictLine key={`${row.kind} ${row.id} ${row.ciNames.join()}`} row={row} />
            ))}
          </Box>
          {total > rows.length && (
            <Typography variant="caption" color="textSecondary">
              {t('conflicts.more', { count: total - rows.length })}
            </Typography>
          )}
          {nextFree === null ? (
            <Typography variant="body2">{t('conflicts.noFree')}</Typography>
          ) : (
            mayMove && (
              <Button
                size="small"
                startIcon={<EventRepeatOutlined />}
                loading={moving.busy}
                loadingPosition="start"
                onClick={() => void move(nextFree)}
                sx={{ textAlign: 'start' }}
              >
                {t('conflicts.move', { when: windowText(t, nextFree) })}
              </Button>
            )
          )}
        </>
      )}
      {moving.error !== undefined && <ErrorNote error={moving.error} />}
    </Section>
  );
});
