import Add from '@mui/icons-material/Add';
import EventBusyOutlined from '@mui/icons-material/EventBusyOutlined';
import { Box, Button, Checkbox, FormControlLabel } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { PlanningEvent } from '#domain/fields/events.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { WindowFormPart } from './window-form.tsx';
import { type EditedWindow, EVENT_RIGHTS, newWindow } from './window-model.ts';
import { WindowRow } from './window-row.tsx';

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
      actions={NEW.filter((type) => may(EVENT_RIGHTS[type])).map((type) => (
        <Button
          key={type}
          size="small"
          variant={type === 'maintenance_window' ? 'contained' : 'outlined'}
          startIcon={<Add />}
          onClick={() => setEdited(newWindow(type))}
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
                  <WindowRow
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
