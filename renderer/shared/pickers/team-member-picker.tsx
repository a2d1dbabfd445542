import { Stack } from '@mui/material';
import type { ReactNode } from 'react';
import { nameIn } from '#domain/records/names.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ChoicePicker } from './choice-picker.tsx';
import { hintOf } from './search-picker.tsx';

type Assignment = { readonly teamId: string | null; readonly assigneeId: string | null };
type TeamMemberPickerProps = {
  readonly value: Assignment;
  readonly names: Readonly<Record<string, string>>;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly direction?: 'row' | 'column';
  readonly onChange: (value: Assignment) => void;
};

/** A team and one of its members, with how much each of them has open. Another team clears the member. */
export const TeamMemberPicker = (props: TeamMemberPickerProps): ReactNode => {
  const t = useText('common');
  const { value, names, onChange } = props;
  const teams = useLive('directory.teams', {});
  const members = useLive('directory.members', { teamId: value.teamId });
  const teamChoices = (teams.data?.rows ?? [])
    .filter((team) => team.active)
    .map((team) => ({ id: team.id, label: team.name, hint: team.email }));
  const memberChoices = (members.data?.rows ?? []).map((member) => ({
    id: member.id,
    label: member.label,
    hint: hintOf(member.hint, t('picker.openTickets', { count: member.openTickets })),
  }));
  const nameOf = (id: string | null): string | null => nameIn(names, id);
  return (
    <Stack direction={props.direction ?? 'row'} spacing={1} sx={{ width: '100%' }}>
      <ChoicePicker
        label={t('picker.team')}
        value={value.teamId}
        valueName={nameOf(value.teamId)}
        disabled={props.disabled ?? false}
        autoFocus={props.autoFocus ?? false}
        choices={teamChoices}
        busy={teams.stale}
        onChange={(teamId) => {
          if (teamId !== value.teamId) onChange({ teamId, assigneeId: null });
        }}
      />
      <ChoicePicker
        label={t('picker.assignee')}
        value={value.assigneeId}
        valueName={nameOf(value.assigneeId)}
        disabled={props.disabled ?? false}
        choices={memberChoices}
        busy={members.stale}
        onChange={(assigneeId) => onChange({ teamId: value.teamId, assigneeId })}
      />
    </Stack>
  );
};
