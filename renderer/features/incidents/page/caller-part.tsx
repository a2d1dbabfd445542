import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { CallerContext } from '#contracts/directory.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { AuthorizationList } from '#renderer/shared/people/authorization-list.tsx';
import { contactRows, PersonMarks } from '#renderer/shared/people/person-facts.tsx';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { RecordFacts } from '#renderer/shared/record/record-facts.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { IncidentRecord } from './incident-record.ts';

/** Other calls of the same person beside this one. */
const MOST_TICKETS = 4;

const Context = ({
  caller,
  exceptId,
}: {
  readonly caller: CallerContext;
  readonly exceptId: string;
}): ReactNode => {
  const p = useText('people');
  const others = caller.openTickets.filter((row) => row.id !== exceptId).slice(0, MOST_TICKETS);
  const { authorizations } = caller.person;
  return (
    <>
      {others.length > 0 && (
        <Box sx={{ mt: 0.75 }}>
          <Typography variant="caption" color="textSecondary">
            {p('openTickets')}
          </Typography>
          <LinkedRecords rows={others.map(ticketRow)} />
        </Box>
      )}
      {authorizations.length > 0 && (
        <Box sx={{ mt: 0.75 }}>
          <Typography variant="caption" color="textSecondary">
            {p('authorizations')}
          </Typography>
          <AuthorizationList rows={authorizations} />
        </Box>
      )}
    </>
  );
};

/** The caller with contact, other open tickets and authorizations. */
export const CallerPart = ({ page }: { readonly page: IncidentRecord }): ReactNode => {
  const t = useText('incidents');
  const { requesterId, id } = page.record;
  const { data: caller, coming } = useLive(
    'directory.caller',
    requesterId === null ? null : { id: requesterId },
  );
  const shown = caller?.person.id === requesterId ? caller : undefined;
  return (
    <Section
      title={t('side.caller')}
      coming={coming}
      actions={shown === undefined ? null : <PersonMarks person={shown.person} />}
    >
      <RecordFacts
        view={page}
        rows={[
          { path: 'requesterId', label: fieldLabel('directory', 'name') },
          ...(shown === undefined ? [] : contactRows(shown)),
          'affectedPersonId',
          'alsoAffectedIds',
        ]}
      />
      {shown !== undefined && <Context caller={shown} exceptId={id} />}
    </Section>
  );
};
