import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useEffect, useMemo } from 'react';
import { ulid } from 'ulid';
import type { CallerContext } from '#contracts/directory.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { AuthorizationList } from '#renderer/shared/people/authorization-list.tsx';
import { CiLine } from '#renderer/shared/people/ci-line.tsx';
import { PersonFacts, PersonMarks } from '#renderer/shared/people/person-facts.tsx';
import { TicketLines } from '#renderer/shared/people/ticket-lines.tsx';
import { OrderLines } from '#renderer/shared/records/order-lines.tsx';
import { useMay } from '#renderer/shared/session/use-may.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';

const PersonView = ({ caller }: { readonly caller: CallerContext }): ReactNode => {
  const t = useText('people');
  const mayCreate = useMay()('incidents.create');
  const { person, devices } = caller;
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'person.newIncident',
        label: 'people:commands.newIncident',
        group: 'people:commands.group',
        shortcut: 'i',
        when: () => mayCreate,
        run: () => openRoute({ page: 'incident-new', draftId: ulid(), requesterId: person.id }),
      },
    ],
    [person.id, mayCreate],
  );
  useCommands(commands);
  return (
    <Page
      title={person.name}
      subtitle={
        <Box component="span" sx={{ display: 'inline-flex', gap: 1, alignItems: 'center' }}>
          {person.jobTitle}
          <PersonMarks person={person} />
        </Box>
      }
      actions={
        mayCreate && (
          <Button
            size="small"
            variant="contained"
            onClick={() => openRoute({ page: 'incident-new', draftId: ulid(), requesterId: person.id })}
            sx={{ gap: 1, '& kbd': { color: 'inherit', borderColor: 'currentColor' } }}
          >
            {t('newIncident')}
            <KeyHint shortcut="i" />
          </Button>
        )
      }
    >
      <Box
        sx={{
          // Columns rather than a grid: parts of unequal height leave no holes.
          columns: '380px',
          columnGap: 1.5,
          '& > *': { breakInside: 'avoid', mb: 1.5 },
        }}
      >
        <Section title={t('contact')}>
          <PersonFacts caller={caller} />
        </Section>
        <Section title={t('devices')}>
          {devices.length === 0 ? (
            <Typography variant="body2" color="textSecondary">
              {t('noDevices')}
            </Typography>
          ) : (
            devices.map((ci) => <CiLine key={ci.id} ci={ci} />)
          )}
        </Section>
        <Section title={t('authorizations')}>
          <AuthorizationList rows={person.authorizations} />
        </Section>
        <Section title={t('openTickets')}>
          <TicketLines rows={caller.openTickets} empty={t('noOpenTickets')} />
        </Section>
        <Section title={t('recentTickets')}>
          <TicketLines rows={caller.recentTickets} empty={t('noRecentTickets')} />
        </Section>
        <Section title={t('openOrders')}>
          <OrderLines rows={caller.openOrders} empty={t('noOpenOrders')} />
        </Section>
      </Box>
    </Page>
  );
};

/** Everything about a caller on one page. */
export const PersonPage = ({ id }: { readonly id: string }): ReactNode => {
  const live = useLive('directory.caller', { id });
  const name = live.data?.person.name;
  useEffect(() => {
    if (name !== undefined) useNavigation.getState().setTitle(`person:${id}`, name);
  }, [id, name]);
  return (
    <Boundary live={live} lines={10}>
      {(caller) => <PersonView caller={caller} />}
    </Boundary>
  );
};
