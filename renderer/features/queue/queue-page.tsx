import DoneAll from '@mui/icons-material/DoneAll';
import { Box } from '@mui/material';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { SaveViewDialog } from '#renderer/shared/record/save-view-dialog.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { DEFAULT_COLUMNS } from './columns.ts';
import type { QueueChange } from './queue-store.ts';
import { TicketList } from './ticket-list.tsx';
import { useQueueViews } from './use-queue.ts';
import { ViewMenu } from './view-menu.tsx';
import { type QueueState, usualSort } from './views.ts';

/** All open work, what is due first, and the views of it. */
export const QueuePage = (): ReactNode => {
  const t = useText('queue');
  const views = useQueueViews();
  const { queue } = views;
  const [menuOpen, setMenuOpen] = useState(false);
  const [isNaming, setNaming] = useState(false);
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'queue.views',
        label: 'queue:commands.views',
        group: 'queue:commands.group',
        shortcut: 'v',
        run: () => setMenuOpen(true),
      },
    ],
    [],
  );
  useCommands(commands);
  return (
    <>
      <TicketList
        queue={queue}
        onChange={views.change}
        onClear={views.reset}
        isNarrowed={views.isChanged}
        title={t('title')}
        emptyNote={<EmptyNote icon={<DoneAll />} title={t('empty.calm')} hint={t('empty.calmHint')} />}
        actions={
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
            <KeyHint shortcut="v" />
            <ViewMenu
              open={menuOpen}
              onOpen={setMenuOpen}
              viewId={queue.viewId}
              isChanged={views.isChanged}
              hasTeams={views.hasTeams}
              saved={views.saved}
              onBuiltIn={views.showBuiltIn}
              updated={views.updated}
              onReset={views.reset}
              onSaveAs={() => setNaming(true)}
            />
          </Box>
        }
      />
      {isNaming && (
        <SaveViewDialog
          busy={views.saved.busy}
          error={views.saved.error}
          onClose={() => setNaming(false)}
          onSave={(name) => void views.saveAs(name).then((saved) => saved && setNaming(false))}
        />
      )}
    </>
  );
};

type TicketsPageProps = { readonly title: string; readonly filter: TicketFilter };

/** One question's list, with what the user changed in it. */
const AskedTickets = ({ title, filter }: TicketsPageProps): ReactNode => {
  const t = useText('queue');
  const start = useMemo<QueueState>(
    () => ({ viewId: 'given', filter, sort: usualSort(filter), columns: DEFAULT_COLUMNS }),
    [filter],
  );
  const [changes, setChanges] = useState<QueueChange>({});
  const change = useCallback((patch: QueueChange) => setChanges((before) => ({ ...before, ...patch })), []);
  return (
    <TicketList
      queue={{ ...start, ...changes }}
      onChange={change}
      onClear={() => setChanges(({ filter: _, ...rest }) => rest)}
      isNarrowed={changes.filter !== undefined}
      title={title}
      emptyNote={<EmptyNote title={t('empty.none')} hint={t('empty.noneHint')} />}
    />
  );
};

/** The same list for a question asked elsewhere: the tickets behind a figure, the tickets of a device. The next question begins anew. */
export const TicketsPage = (asked: TicketsPageProps): ReactNode => (
  <AskedTickets key={JSON.stringify(asked.filter)} {...asked} />
);
