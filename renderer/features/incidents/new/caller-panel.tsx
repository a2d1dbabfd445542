import { Button } from '@mui/material';
import type { ReactNode } from 'react';
import type { CallerContext } from '#contracts/directory.ts';
import type { Live } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { AuthorizationList } from '#renderer/shared/people/authorization-list.tsx';
import { contactRows, PersonMarks } from '#renderer/shared/people/person-facts.tsx';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Facts } from '#renderer/shared/ui/facts.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';

type CallerPanelProps = {
  readonly requesterId: string | null;
  readonly caller: Live<CallerContext>;
  readonly onAddTo: (ticket: { readonly id: string; readonly number: string }) => void;
};

/** Who is calling, and what is open for them already. */
export const CallerPanel = ({ requesterId, caller, onAddTo }: CallerPanelProps): ReactNode => {
  const t = useText('incidents');
  const p = useText('people');
  if (requesterId === null)
    return <EmptyNote title={t('new.callerEmptyTitle')} hint={t('new.callerEmpty')} />;
  return (
    <Boundary live={caller}>
      {(context) => (
        <>
          <Section
            title={context.person.name}
            actions={
              <>
                <PersonMarks person={context.person} />
                <Button
                  size="small"
                  tabIndex={-1}
                  onClick={() => openRoute({ page: 'person', id: context.person.id }, context.person.name)}
                >
                  {p('details')}
                </Button>
              </>
            }
          >
            <Facts facts={contactRows(context)} />
          </Section>
          <Section title={t('new.openTickets')}>
            <LinkedRecords
              rows={context.openTickets.map(ticketRow)}
              empty={p('noOpenTickets')}
              more={context.more.openTickets}
              action={({ id, key }) => (
                <Button
                  size="small"
                  onClick={() => onAddTo({ id, number: key ?? '' })}
                  aria-label={t('new.addTo', { number: key ?? '' })}
                  title={t('new.addTo', { number: key ?? '' })}
                  sx={{ minWidth: 0 }}
                >
                  +
                </Button>
              )}
            />
          </Section>
        </>
      )}
    </Boundary>
  );
};

/** What the caller may use. */
export const CallerAuthorizations = ({ caller }: Pick<CallerPanelProps, 'caller'>): ReactNode => {
  const p = useText('people');
  return (
    caller.data !== undefined && (
      <Section title={p('authorizations')}>
        <AuthorizationList rows={caller.data.person.authorizations} />
      </Section>
    )
  );
};
