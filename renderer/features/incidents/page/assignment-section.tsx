import { Box, Button } from '@mui/material';
import type { ReactNode, RefObject } from 'react';
import { useFieldEdit } from '#renderer/shared/drafts/use-draft.ts';
import { host } from '#renderer/shared/host/host.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { TeamMemberPicker } from '#renderer/shared/pickers/team-member-picker.tsx';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { Facts } from '#renderer/shared/ui/facts.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { FieldNotice } from './field-notice.tsx';
import type { TicketPage } from './use-ticket-page.ts';

type Assignment = { readonly teamId: string | null; readonly assigneeId: string | null };

const isIdOrNull = (value: unknown): boolean => value === null || typeof value === 'string';
const isAssignment = (value: unknown): value is Assignment => {
  const given = value as Partial<Assignment> | null;
  return typeof value === 'object' && isIdOrNull(given?.teamId) && isIdOrNull(given?.assigneeId);
};

type AssignmentSectionProps = {
  readonly page: TicketPage;
  /** The section itself, so that a key can bring the focus into it. */
  readonly boxRef: RefObject<HTMLDivElement | null>;
};

/** Team and person. Both are chosen first and sent together, so that a hand-over is one entry of the history. */
export const AssignmentSection = ({ page, boxRef }: AssignmentSectionProps): ReactNode => {
  const t = useText('incidents');
  const user = useSessionUser();
  const { ticket, detail } = page;
  const current: Assignment = { teamId: ticket.teamId, assigneeId: ticket.assigneeId };
  const field = useFieldEdit(page.draft.ref, 'assignment', current, isAssignment, (value) =>
    host.command('incidents.assign', { id: ticket.id, ...value }),
  );
  const nameOf = (id: string | null): string | null => (id === null ? null : (detail.names[id] ?? id));
  const words = joined([nameOf(ticket.teamId), nameOf(ticket.assigneeId)], ', ');
  const isMine = ticket.assigneeId === user.personId;
  const toMe = (): void => {
    const teamId = ticket.teamId !== null && user.teamIds.includes(ticket.teamId) ? ticket.teamId : null;
    void field.commit({ teamId: teamId ?? user.teamIds[0] ?? ticket.teamId, assigneeId: user.personId });
  };
  if (!page.can('incidents.assign')) {
    return (
      <Section title={t('side.assignment')}>
        <Facts
          facts={[
            { label: t('fields:teamId'), value: nameOf(ticket.teamId) },
            { label: t('fields:assigneeId'), value: nameOf(ticket.assigneeId) },
          ]}
        />
      </Section>
    );
  }
  return (
    <Section
      title={t('side.assignment')}
      actions={
        !isMine && (
          <Button size="small" disabled={field.busy} onClick={toMe}>
            {t('side.assignToMe')}
          </Button>
        )
      }
    >
      <Box ref={boxRef} sx={{ pt: 0.75 }}>
        <TeamMemberPicker
          direction="column"
          value={field.value}
          names={detail.names}
          onChange={(value) => field.set(value)}
        />
        <FieldNotice field={field} current={words} onSave={() => void field.commit()} />
      </Box>
    </Section>
  );
};
