import { Box, Button, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { PlanningRow } from '#contracts/events.ts';
import type { Names } from '#contracts/shared.ts';
import { formatList } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { windowText } from '../conflict-words.ts';
import { AffectedChanges } from './affected-changes.tsx';
import { EVENT_RIGHTS } from './window-model.ts';

/** When it holds, in one line. */
const timesOf = (t: Translate<'changes'>, row: PlanningRow): string => {
  const span = windowText(t, row);
  if (row.type !== 'maintenance_window' || row.weekly === null) return span;
  const { weekdays, from, to, zone } = row.weekly;
  const days = formatList(weekdays.map((day) => t(`windows.days.${day}`)));
  return joined([t('windows.each', { days, from, to, zone }), span]);
};

/** What it is for; a blackout or lockdown that names nothing is for everything. */
const scopeOf = (t: Translate<'changes'>, names: Names, row: PlanningRow): string => {
  const ids = [...row.serviceIds, ...row.ciIds, ...row.placeIds];
  return ids.length === 0 ? t('windows.everything') : formatList(ids.map((id) => nameOf(names, id)));
};

type WindowRowProps = { readonly row: PlanningRow; readonly names: Names; readonly onEdit: () => void };

/** A maintenance window, blackout or lockdown with what can be done about it. */
export const WindowRow = ({ row, names, onEdit }: WindowRowProps): ReactNode => {
  const t = useText('changes');
  const may = useMay();
  const updating = useCommand('events.update');
  const mayEdit = may(EVENT_RIGHTS[row.type]);
  return (
    <Box component="li" sx={{ py: 1, borderBottom: 1, borderColor: 'divider', minWidth: 0 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', minWidth: 0 }}>
        <Typography variant="body2" dir="auto" noWrap sx={{ fontWeight: 600, minWidth: 0 }}>
          {row.title}
        </Typography>
        <Typography variant="caption" color="textSecondary" noWrap sx={{ flex: 1 }}>
          {joined([t(`windows.types.${row.type}`), row.active ? null : t('windows.withdrawn')])}
        </Typography>
        {mayEdit && (
          <>
            <Button size="small" aria-label={t('windows.edit', { title: row.title })} onClick={onEdit}>
              {t('windows.editButton')}
            </Button>
            <Button
              size="small"
              color="inherit"
              loading={updating.busy}
              onClick={() => void updating.run({ id: row.id, changes: { active: !row.active } })}
            >
              {t(row.active ? 'windows.withdraw' : 'windows.restore')}
            </Button>
          </>
        )}
      </Box>
      <Typography variant="body2">{timesOf(t, row)}</Typography>
      <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
        {scopeOf(t, names, row)}
      </Typography>
      {row.body !== '' && (
        <Typography variant="caption" color="textSecondary" dir="auto" sx={{ whiteSpace: 'pre-wrap' }}>
          {row.body}
        </Typography>
      )}
      {row.type === 'lockdown' && row.active && <AffectedChanges scope={row} />}
      {updating.error !== undefined && <ErrorNote error={updating.error} />}
    </Box>
  );
};
