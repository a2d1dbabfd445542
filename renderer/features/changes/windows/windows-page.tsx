import Add from '@mui/icons-material/Add';
import EventBusyOutlined from '@mui/icons-material/EventBusyOutlined';
import { Box, Button, Checkbox, FormControlLabel, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { ulid } from 'ulid';
import type { PlanningRow } from '#contracts/events.ts';
import type { Names } from '#contracts/shared.ts';
import type { PlanningEvent } from '#domain/fields/events.ts';
import { formatList } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { windowText } from '../conflict-words.ts';
import { AffectedChanges } from './affected-changes.tsx';
import { WindowFormPart } from './window-form.tsx';
import type { EditedWindow } from './window-model.ts';

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

/** Who writes such an event. */
const RIGHTS = {
  maintenance_window: 'events.update',
  blackout: 'blackouts.update',
  lockdown: 'lockdowns.update',
} as const satisfies Readonly<Record<PlanningEvent['type'], string>>;

type RowProps = { readonly row: PlanningRow; readonly names: Names; readonly onEdit: () => void };

const Row = ({ row, names, onEdit }: RowProps): ReactNode => {
  const t = useText('changes');
  const may = useMay();
  const updating = useCommand('events.update');
  const mayEdit = may(RIGHTS[row.type]);
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

const NEW = [
  'maintenance_window',
  'blackout',
  'lockdown',
] as const satisfies readonly PlanningEvent['type'][];

/** When things may be worked on and when not: what is planned around, and a form for each. */
export const WindowsPage = (): ReactNode => {
  const t = useText('changes');
  const may = useMay();
  const [over, setOver] = useState(false);
  const [edited, setEdited] = useState<EditedWindow | null>(null);
  const live = useLive('events.list', { over });
  return (
    <Page
      title={t('pages.windows')}
      subtitle={t('windows.subtitle')}
      actions={NEW.filter((type) => may(RIGHTS[type])).map((type) => (
        <Button
          key={type}
          size="small"
          variant={type === 'maintenance_window' ? 'contained' : 'outlined'}
          startIcon={<Add />}
          onClick={() => setEdited({ id: ulid(), type, row: null })}
        >
          {t(`windows.new.${type}`)}
        </Button>
      ))}
    >
      <Boundary live={live}>
        {({ rows, names }) =>
          edited !== null ? (
            <WindowFormPart key={edited.id} edited={edited} names={names} onDone={() => setEdited(null)} />
          ) : (
            <Box sx={{ maxWidth: 960 }}>
              <FormControlLabel
                control={<Checkbox size="small" checked={over} onChange={(_event, on) => setOver(on)} />}
                label={t('windows.showOver')}
              />
              <Box component="ul" aria-label={t('pages.windows')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
                {rows.map((row) => (
                  <Row
                    key={row.id}
                    row={row}
                    names={names}
                    onEdit={() => setEdited({ id: row.id, type: row.type, row })}
                  />
                ))}
              </Box>
              {rows.length === 0 && (
                <EmptyNote
                  icon={<EventBusyOutlined />}
                  title={t('windows.empty')}
                  hint={t('windows.emptyHint')}
                />
              )}
            </Box>
          )
        }
      </Boundary>
    </Page>
  );
};
