import { Box } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import type { QueryOutput } from '#contracts/registry.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useTabTitle } from '#renderer/shared/navigation/use-tab-title.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { WindowFormPart } from './window-form.tsx';
import type { EditedWindow } from './window-model.ts';
import { WindowRow } from './window-row.tsx';

const View = ({ row, names }: QueryOutput<'events.one'>): ReactNode => {
  const t = useText('changes');
  const [isEditing, setEditing] = useState(false);
  const edited = useMemo((): EditedWindow => ({ id: row.id, type: row.type, row }), [row]);
  return (
    <Page title={row.title} subtitle={t(`windows.types.${row.type}`)}>
      {isEditing ? (
        <WindowFormPart edited={edited} names={names} onDone={() => setEditing(false)} />
      ) : (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', maxWidth: 960 }}>
          <WindowRow row={row} names={names} onEdit={() => setEditing(true)} />
        </Box>
      )}
    </Page>
  );
};

/** A maintenance window or blackout by its id, as the calendar leads to it. */
export const WindowPage = ({ id }: { readonly id: string }): ReactNode => {
  const live = useLive('events.one', { id });
  useTabTitle({ page: 'change-window', id }, live.data?.row.title);
  return (
    <Boundary live={live} ofPage>
      {(data) => <View key={data.row.id} {...data} />}
    </Boundary>
  );
};
