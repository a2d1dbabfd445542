import { Button, Chip } from '@mui/material';
import { type ReactNode, useEffect, useMemo } from 'react';
import { ulid } from 'ulid';
import type { CallerContext } from '#contracts/directory.ts';
import type { Names } from '#contracts/shared.ts';
import type { Person } from '#domain/fields/directory.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute, routeKey, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { AuthorizationList } from '#renderer/shared/people/authorization-list.tsx';
import { PersonMarks } from '#renderer/shared/people/person-facts.tsx';
import { ciRow, LinkedRecords, orderRow, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { RecordFacts } from '#renderer/shared/record/record-facts.tsx';
import { RecordHeader } from '#renderer/shared/record/record-header.tsx';
import { RecordLayout, type RecordPart } from '#renderer/shared/record/record-layout.tsx';
import { type RecordView, useRecordView } from '#renderer/shared/record/record-page.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
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

/** Names of what the person's record refers to, as far as the call's context brings them. */
const namesOf = ({ person, placeName, managerName, teamNames }: CallerContext): Names => ({
  ...(person.placeId === null || placeName === null ? {} : { [person.placeId]: placeName }),
  ...(person.managerId === null || managerName === null ? {} : { [person.managerId]: managerName }),
  ...Object.fromEntries(person.teamIds.map((id, index) => [id, teamNames[index] ?? nameOf({}, id)])),
});

const useParts = (view: RecordView, caller: CallerContext): readonly RecordPart[] => {
  const t = useText('people');
  const { person, devices, openTickets, recentTickets, openOrders } = caller;
  const list = (
    id: 'openTickets' | 'recentTickets' | 'openOrders' | 'devices',
    rows: Parameters<typeof LinkedRecords>[0]['rows'],
    empty: string,
  ): RecordPart => ({
    ...{ id, title: t(id), column: 'main', count: rows.length },
    node: (
      <Section title={t(id)}>
        <LinkedRecords rows={rows} empty={empty} />
      </Section>
    ),
  });
  return [
    list('openTickets', openTickets.map(ticketRow), t('noOpenTickets')),
    list('devices', devices.map(ciRow), t('noDevices')),
    list('openOrders', openOrders.map(orderRow), t('noOpenOrders')),
    list('recentTickets', recentTickets.map(ticketRow), t('noRecentTickets')),
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
  const { person } = caller;
  const names = useMemo(() => namesOf(caller), [caller]);
  const view = useRecordView({
    kind: { collection: 'directory', type: 'person' },
    record: person,
    names,
    pendingSync: false,
    draftKey: `person:${person.id}`,
    label: person.name,
  });
  const parts = useParts(view, caller);
  const { may, open } = useNewIncident(person);
  return (
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
  );
};

/** Everything about a caller on one page. */
export const PersonPage = ({ id }: { readonly id: string }): ReactNode => {
  const live = useLive('directory.caller', { id });
  const name = live.data?.person.name;
  useEffect(() => {
    if (name !== undefined) useNavigation.getState().setTitle(routeKey({ page: 'person', id }), name);
  }, [id, name]);
  return (
    <Boundary live={live} lines={10}>
      {(caller) => <PersonView key={caller.person.id} caller={caller} />}
    </Boundary>
  );
};
