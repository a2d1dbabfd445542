import { Box, Button } from '@mui/material';
import { memo, type ReactNode, useMemo, useRef } from 'react';
import { phaseOf } from '#domain/processes/process.ts';
import { teamForMe } from '#domain/tickets/team-for-me.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useFieldEdit } from '#renderer/shared/drafts/use-draft.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { TeamMemberPicker } from '#renderer/shared/pickers/team-member-picker.tsx';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { FieldNotice } from './field-notice.tsx';
import { RecordFacts } from './record-facts.tsx';
import type { AnyRecordPage } from './record-page.ts';

type Assignment = { readonly teamId: string | null; readonly assigneeId: string | null };

const isIdOrNull = (value: unknown): boolean => value === null || typeof value === 'string';
const isAssignment = (value: unknown): value is Assignment => {
  const given = value as Partial<Assignment> | null;
  return typeof value === 'object' && isIdOrNull(given?.teamId) && isIdOrNull(given?.assigneeId);
};
const idOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const useAssignKey = (mayAssign: boolean, focus: () => void): void => {
  const latest = useLatest({ mayAssign, focus });
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'record.assign',
        label: 'record:commands.assign',
        group: 'record:commands.group',
        shortcut: 't',
        when: () => latest.current.mayAssign,
        run: () => latest.current.focus(),
      },
    ],
    [latest],
  );
  useCommands(commands);
};

/**
 * Team and person, sent together, so that a hand-over is one entry of the history: choosing the person sends both, a team alone waits for
 * one or for its button.
 */
export const AssignmentPart = memo(({ page }: { readonly page: AnyRecordPage }): ReactNode => {
  const t = useText('record');
  const user = useSessionUser();
  const box = useRef<HTMLDivElement>(null);
  const { record, names, process } = page;
  const current: Assignment = { teamId: idOf(record.teamId), assigneeId: idOf(record.assigneeId) };
  const field = useFieldEdit(page.draft.ref, 'assignment', current, isAssignment, (value) =>
    page.run('assign', { ...value }),
  );
  const mayAssign = page.can('assign') && phaseOf(process, record.state) !== 'ended';
  useAssignKey(mayAssign, () => box.current?.querySelector('input')?.focus());
  if (!mayAssign) {
    return (
      <Section title={t('assignment.title')}>
        <RecordFacts view={page} rows={['teamId', 'assigneeId']} empty={t('value.nothing')} />
      </Section>
    );
  }
  const shown = (id: string | null): string | null => (id === null ? null : nameOf(names, id));
  const toMe = (): void =>
    void field.commit({ teamId: teamForMe(current.teamId, user), assigneeId: user.personId });
  return (
    <Section
      title={t('assignment.title')}
      actions={
        current.assigneeId !== user.personId && (
          <Button size="small" disabled={field.busy} onClick={toMe}>
            {t('assignment.toMe')}
          </Button>
        )
      }
    >
      <Box ref={box} sx={{ pt: 0.75 }}>
        <TeamMemberPicker
          direction="column"
          value={field.value}
          names={names}
          onChange={(value) => {
            if (value.assigneeId === null) field.set(value);
            else void field.commit(value);
          }}
        />
        <FieldNotice
          field={field}
          current={joined([shown(current.teamId), shown(current.assigneeId)], ', ')}
          onSave={() => void field.commit()}
        />
      </Box>
    </Section>
  );
});
