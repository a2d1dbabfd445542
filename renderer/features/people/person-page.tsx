import { Button, Chip } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import { ulid } from 'ulid';
import type { CallerContext } from '#contracts/directory.ts';
import type { Person } from '#domain/fields/directory.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { FileDrop } from '#renderer/shared/files/file-drop.tsx';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { useTabTitle } from '#renderer/shared/navigation/use-tab-title.ts';
import { AbsencePart } from '#renderer/shared/people/absence-part.tsx';
import { AuthorizationList } from '#renderer/shared/people/authorization-list.tsx';
import { PersonMarks } from '#renderer/shared/people/person-facts.tsx';
import { History } from '#renderer/shared/record/history.tsx';
import {
  ciRow,
  LinkedRecords,
  type LinkedRow,
  orderRow,
  ticketRow,
} from '#renderer/shared/record/linked-records.tsx';
import { RecordFacts } from '#renderer/shared/record/record-facts.tsx';
import { useFilesOfPage } from '#renderer/shared/record/record-files.tsx';
import { RecordHeader } from '#renderer/shared/record/record-header.tsx';
import { RecordLayout, type RecordPart } from '#renderer/shared/record/record-layout.tsx';
import { type RecordView, useRecordView } from '#renderer/shared/record/record-page.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';

const CONTACT = [
  'phones',
  'email',
  'placeId',
  'department',
  'jobTitle',
  'login',
  'employeeNumber',
  'costCentre',
  'managerId',
  'teamIds',
];

type ListId = 'openTickets' | 'devices' | 'openOrders' | 'recentTickets' | 'recentOrders';

/** What is open for the person, what they have, and what was done for them before. */
const useLists = (caller: CallerContext): readonly RecordPart[] => {
  const t = useText('people');
  const { person, devices, openTickets, recentTickets, openOrders, recentOrders, more } = caller;
  const list = (id: ListId, rows: readonly LinkedRow[], empty: string, actions?: ReactNode): RecordPart => ({
    ...{ id, title: t(id), column: 'main', count: rows.length + more[id] },
    node: (
      <Section title={t(id)} actions={actions}>
        <LinkedRecords rows={rows} empty={empty} more={more[id]} />
      </Section>
    ),
  });
  const everyTicket = (): void =>
    openRoute({
      page: 'tickets',
      title: t('ticketsOf', { name: person.name }),
      filter: { requesterId: person.id },
    });
  return [
    list('openTickets', openTickets.map(ticketRow), t('noOpenTickets')),
    list('devices', devices.map(ciRow), t('noDevices')),
    list('openOrders', openOrders.map(orderRow), t('noOpenOrders')),
    list(
      'recentTickets',
      recentTickets.map(ticketRow),
      t('noRecentTickets'),
      <Button size="small" onClick={everyTicket}>
        {t('allTickets')}
      </Button>,
    ),
    list('recentOrders', recentOrders.map(orderRow), t('noRecentOrders')),
  ];
};

const useParts = (view: RecordView, caller: CallerContext, files: RecordPart): readonly RecordPart[] => {
  const t = useText('people');
  const record = useText('record');
  const lists = useLists(caller);
  const { person } = caller;
  return [
    ...lists,
    files,
    {
      id: 'history',
      title: record('history.title'),
      column: 'main',
      count: person.journal.length,
      node: <History view={view} />,
    },
    {
      id: 'contact',
      title: t('contact'),
      column: 'aside',
      node: (
        <Section title={t('contact')}>
          <RecordFacts view={view} rows={CONTACT} />
        </Section>
      ),
    },
    {
      id: 'absence',
      title: t('absence.title'),
      column: 'aside',
      node: (
        <Section title={t('absence.title')}>
          <AbsencePart personId={person.id} name={person.name} />
        </Section>
      ),
    },
    {
      id: 'authorizations',
      title: t('authorizations'),
      column: 'aside',
      count: person.authorizations.length,
      node: (
        <Section title={t('authorizations')}>
          <AuthorizationList rows={person.authorizations} />
        </Section>
      ),
    },
  ];
};

const useNewIncident = ({ id }: Person): { readonly may: boolean; readonly open: () => void } => {
  const may = useMay()('incidents.create');
  const action = useMemo(
    () => ({
      may,
      open: () => openRoute({ page: 'incident-new', draftId: ulid(), requesterId: id }),
    }),
    [id, may],
  );
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'person.newIncident',
        label: 'people:commands.newIncident',
        group: 'people:commands.group',
        shortcut: 'i',
        when: () => action.may,
        run: action.open,
      },
    ],
    [action],
  );
  useCommands(commands);
  return action;
};

const PersonView = ({ caller }: { readonly caller: CallerContext }): ReactNode => {
  const t = useText('people');
  const { person, names } = caller;
  const view = useRecordView({
    kind: { collection: 'directory', type: 'person' },
    record: person,
    names,
    pendingSync: false,
    draftKey: `person:${person.id}`,
    label: person.name,
  });
  const { part: files, onFiles } = useFilesOfPage({ ownerCollection: 'directory', ownerId: person.id });
  const parts = useParts(view, caller, files);
  const { may, open } = useNewIncident(person);
  return (
    <FileDrop onFiles={onFiles}>
      <RecordLayout
        header={
          <RecordHeader
            label={t('header')}
            view={view}
            titlePath="name"
            above={joined([person.jobTitle, person.department])}
            marks={
              <>
                {person.login !== null && <Chip size="small" variant="outlined" label={person.login} />}
                <PersonMarks person={person} />
              </>
            }
            actions={
              may && (
                <Button
                  size="small"
                  variant="contained"
                  onClick={open}
                  sx={{ gap: 1, '& kbd': { color: 'inherit', borderColor: 'currentColor' } }}
                >
                  {t('newIncident')}
                  <KeyHint shortcut="i" />
                </Button>
              )
            }
          />
        }
        parts={parts}
      />
    </FileDrop>
  );
};

/** Everything about a caller on one page. */
export const PersonPage = ({ id }: { readonly id: string }): ReactNode => {
  const live = useLive('directory.caller', { id });
  const name = live.data?.person.name;
  useTabTitle({ page: 'person', id }, name);
  return (
    <Boundary live={live} lines={10} ofPage>
      {(caller) => <PersonView key={caller.person.id} caller={caller} />}
    </Boundary>
  );
};
