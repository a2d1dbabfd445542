import { Box, Button, Link, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { isTextOrNull } from '#renderer/shared/drafts/use-draft.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { AuthorizationList } from '#renderer/shared/people/authorization-list.tsx';
import { PersonFacts, PersonMarks } from '#renderer/shared/people/person-facts.tsx';
import { TicketLines } from '#renderer/shared/people/ticket-lines.tsx';
import { PersonPicker } from '#renderer/shared/pickers/person-picker.tsx';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { FieldNotice } from './field-notice.tsx';
import type { TicketPage } from './use-ticket-page.ts';
import { useIncidentField } from './use-update.ts';

/** The caller with contact, other open tickets and authorizations. */
export const CallerSection = ({ page }: { readonly page: TicketPage }): ReactNode => {
  const t = useText('incidents');
  const p = useText('people');
  const { ticket, detail } = page;
  const [editing, setEditing] = useState(false);
  const caller = useLive('directory.caller', ticket.requesterId === null ? null : { id: ticket.requesterId });
  const field = useIncidentField(page, 'requesterId', ticket.requesterId, isTextOrNull, (requesterId) => ({
    requesterId,
  }));
  const nameOf = (id: string | null): string => (id === null ? '' : (detail.names[id] ?? id));
  const isOpen = editing || field.dirty;
  const mayEdit = page.can('incidents.update');
  return (
    <Section
      title={t('side.caller')}
      actions={
        mayEdit &&
        !isOpen && (
          <Button size="small" onClick={() => setEditing(true)}>
            {t('page.edit')}
          </Button>
        )
      }
    >
      {isOpen && mayEdit && (
        <Box sx={{ py: 0.75 }}>
          <PersonPicker
            label={t('fields:requesterId')}
            value={field.value}
            valueName={nameOf(field.value)}
            autoFocus={editing}
            onChange={(id) => void field.commit(id).then((saved) => saved && setEditing(false))}
          />
          <FieldNotice
            field={field}
            current={nameOf(ticket.requesterId)}
            onSave={() => void field.commit()}
          />
        </Box>
      )}
      {ticket.requesterId === null ? (
        <Typography variant="body2" color="textSecondary">
          {t('side.noCaller')}
        </Typography>
      ) : (
        <Boundary live={caller} lines={3}>
          {(context) => {
            const others = context.openTickets.filter((row) => row.id !== ticket.id);
            return (
              <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}>
                <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
                  <Link
                    component="button"
                    underline="hover"
                    onClick={() => openRoute({ page: 'person', id: context.person.id }, context.person.name)}
                    sx={{ fontWeight: 600, textAlign: 'start' }}
                  >
                    {context.person.name}
                  </Link>
                  <PersonMarks person={context.person} />
                </Box>
                <PersonFacts caller={context} brief />
                {others.length > 0 && (
                  <Box>
                    <Typography variant="caption" color="textSecondary">
                      {p('openTickets')}
                    </Typography>
                    <TicketLines rows={others.slice(0, 5)} empty="" />
                  </Box>
                )}
                {context.person.authorizations.length > 0 && (
                  <Box>
                    <Typography variant="caption" color="textSecondary">
                      {p('authorizations')}
                    </Typography>
                    <AuthorizationList rows={context.person.authorizations} />
                  </Box>
                )}
              </Box>
            );
          }}
        </Boundary>
      )}
    </Section>
  );
};
