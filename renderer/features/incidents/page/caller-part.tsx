import { Box, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { CallerContext } from '#contracts/directory.ts';
import type { TicketRow } from '#contracts/shared.ts';
import { ConcerningList, useConcerning } from '#renderer/shared/announcements/concerning.tsx';
import { type SourceField, sourceFieldOf } from '#renderer/shared/announcements/source-link.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { text, useText } from '#renderer/shared/i18n/i18n.ts';
import { AuthorizationList } from '#renderer/shared/people/authorization-list.tsx';
import { contactRows, PersonMarks } from '#renderer/shared/people/person-facts.tsx';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { RecordFacts } from '#renderer/shared/record/record-facts.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
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
  const others = caller.openTickets.filter((row) => row.id !== exceptId);
  const shown = others.slice(0, MOST_TICKETS);
  const { authorizations } = caller.person;
  return (
    <>
      {others.length > 0 && (
        <Box sx={{ mt: 0.75 }}>
          <Typography variant="caption" color="textSecondary">
            {p('openTickets')}
          </Typography>
          <LinkedRecords
            rows={shown.map(ticketRow)}
            more={others.length - shown.length + caller.more.openTickets}
          />
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

/** By which act an incident is joined to what an announcement is told of. */
const JOINS: Readonly<Record<SourceField, string>> = {
  parentId: 'setParent',
  problemId: 'linkProblem',
  causedByChangeId: 'update',
};

/** What is told that concerns the caller, the devices, the place or the service, and joining the incident to it. */
const useAnnounced = (page: IncidentRecord) => {
  const [error, setError] = useState<ReplyError>();
  const { id, requesterId, ciId, ciIds, serviceId, placeId } = page.record;
  const { rows, coming } = useConcerning({
    ...{ personId: requesterId, ciIds: [...(ciId === null ? [] : [ciId]), ...ciIds] },
    ...{ serviceId, placeId, exceptTicketId: id },
  });
  const isLinked = (source: TicketRow): boolean => {
    const field = sourceFieldOf(source);
    return field !== null && page.record[field] === source.id;
  };
  const link = async (source: TicketRow): Promise<void> => {
    const field = sourceFieldOf(source);
    if (field === null) return;
    const set = { [field]: source.id };
    const reply = await (field === 'causedByChangeId' ? page.save(set) : page.run(JOINS[field], set));
    setError(reply.ok ? undefined : reply.error);
  };
  const mayLink = Object.values(JOINS).every((act) => page.can(act));
  return {
    coming,
    error,
    list: { rows, isLinked, onLink: mayLink ? (source: TicketRow) => void link(source) : undefined },
  };
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
  const announced = useAnnounced(page);
  const { list, error } = announced;
  return (
    <Section
      title={t('side.caller')}
      coming={coming || announced.coming}
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
      {list.rows.length > 0 && (
        <Box sx={{ mt: 0.75 }}>
          <Typography variant="caption" color="textSecondary">
            {text('announcements:concerning')}
          </Typography>
          <ConcerningList {...list} />
          {error !== undefined && <ErrorNote error={error} />}
        </Box>
      )}
      {shown !== undefined && <Context caller={shown} exceptId={id} />}
    </Section>
  );
};
