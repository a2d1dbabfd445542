import Campaign from '@mui/icons-material/CampaignOutlined';
import { Alert, Button } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import type { AnnouncementRow } from '#contracts/announcements.ts';
import type { QueryOutput } from '#contracts/registry.ts';
import type { Outdated } from '#domain/events/announcements.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { draftFrom } from '#renderer/shared/drafts/new-event.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { openRecord } from '#renderer/shared/navigation/record-route.ts';
import { HeaderAct } from '#renderer/shared/record/header-acts.tsx';
import { useMay } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { spanText } from './announcement-words.tsx';

/** Tells of a ticket: opens a new announcement that begins with what the ticket says. Nothing for who may not. */
export const AnnounceButton = ({ ticketId }: { readonly ticketId: string }): ReactNode => {
  const t = useText('announcements');
  const may = useMay()('announcements.create');
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'record.announce',
        label: 'announcements:announce',
        group: 'record:commands.group',
        when: () => may,
        run: () => openRoute({ page: 'announcement-new', draftId: draftFrom(ticketId) }),
      },
    ],
    [may, ticketId],
  );
  useCommands(commands);
  if (!may) return null;
  return (
    <HeaderAct
      id="announce"
      label={t('announce')}
      onClick={() => openRoute({ page: 'announcement-new', draftId: draftFrom(ticketId) })}
    />
  );
};

/** Beside the facts there is little room: what can be done stands below the words then, which keep theirs. */
const noteSx = {
  alignItems: 'center',
  py: 0.25,
  flexWrap: 'wrap',
  '& .MuiAlert-message': { flex: '1 1 min(180px, calc(100% - 40px))' },
} as const;

type OutdatedNoteProps = { readonly row: AnnouncementRow; readonly outdated: Outdated };

/** The change went another way than what is told of it, and the click that brings it in line. */
export const OutdatedNote = ({ row, outdated }: OutdatedNoteProps): ReactNode => {
  const t = useText('announcements');
  const may = useMay();
  const following = useCommand('announcements.follow');
  return (
    <>
      <Alert
        severity="warning"
        sx={noteSx}
        action={
          may('announcements.follow') && (
            <Button
              size="small"
              color="inherit"
              loading={following.busy}
              onClick={() => void following.run({ id: row.id })}
            >
              {t(outdated.by === 'moved' ? 'follow.moved' : 'follow.cancelled')}
            </Button>
          )
        }
      >
        {outdated.by === 'moved'
          ? t('outdated.moved', { title: row.title, when: spanText(t, outdated) })
          : t('outdated.cancelled', { title: row.title })}
      </Alert>
      {following.error !== undefined && <ErrorNote error={following.error} onClose={following.clear} />}
    </>
  );
};

type Told = QueryOutput<'announcements.ofTicket'>['rows'];

/** What is told of a ticket and is not over; `coming`: it is still being asked for. */
export const useTold = (ticketId: string): { readonly rows: Told; readonly coming: boolean } => {
  const { data, coming } = useLive('announcements.ofTicket', { ticketId });
  return { rows: data?.rows ?? [], coming };
};

/** What is told of a ticket, and what of it is out of date. */
export const ToldOfTicket = ({ rows }: { readonly rows: Told }): ReactNode => {
  const t = useText('announcements');
  return rows.map(({ row, outdated }) =>
    outdated === null ? (
      <Alert
        key={row.id}
        severity="info"
        icon={<Campaign fontSize="small" />}
        sx={noteSx}
        action={
          <Button size="small" color="inherit" onClick={() => openRecord('events', row, row.title)}>
            {t('common:contextMenu.open')}
          </Button>
        }
      >
        {joined([t('told', { title: row.title }), spanText(t, row)])}
      </Alert>
    ) : (
      <OutdatedNote key={row.id} row={row} outdated={outdated} />
    ),
  );
};
