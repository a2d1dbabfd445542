import { Stack } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { hintOf, SearchPicker } from './search-picker.tsx';

type Assignment = { readonly teamId: string | null; readonly assigneeId: string | null };
type TeamMemberPickerProps = {
  readonly value: Assignment;
  readonly names: Readonly<Record<string, string>>;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly direction?: 'row' | 'column';
  readonly onChange: (value: Assignment) => void;
};

const matches = (label: string, text: string): boolean =>
  label.toLowerCase().includes(text.trim().toLowerCase());

/** A team and one of its members, with how much each of them has open. Another team clears the member. */
export const TeamMemberPicker = (props: TeamMemberPickerProps): ReactNode => {
  const t = useText('common');
  const { value, names, onChange } = props;
  const [teamText, setTeamText] = useState('');
  const [memberText, setMemberText] = useState('');
  const teams = useLive('directory.teams', {});
  const members = useLive('directory.members', { teamId: value.teamId });
  const teamChoices = (teams.data?.rows ?? [])
    .filter((team) => team.active && matches(team.name, teamText))
    .map((team) => ({ id: team.id, label: team.name, hint: team.email }));
  const memberChoices = (members.data?.rows ?? [])
    .filter((member) => matches(member.label, memberText))
    .map((member) => ({
      id: member.id,
      label: member.label,
      hint: hintOf(member.hint, t('picker.openTickets', { count: member.openTickets })),
    }));
  const nameOf = (id: string | null): string | null => (id === null ? null : (names[id] ?? null));
  return (
    <Stack direction={props.direction ?? 'row'} spacing={1} sx={{ width: '100%' }}>
      <SearchPicker
        label={t('picker.team')}
        value={value.teamId}
        valueName={nameOf(value.teamId)}
        disabled={props.disabled ?? false}
        autoFocus={props.autoFocus ?? false}
        choices={teamChoices}
        busy={teams.stale}
        onText={setTeamText}
        onChange={(team) => {
          if (team?.id !== value.teamId) onChange({ teamId: team?.id ?? null, assigneeId: null });
        }}
      />
      <SearchPicker
        label={t('picker.assignee')}
        value={value.assigneeId}
        valueName={nameOf(value.assigneeId)}
        disabled={props.disabled ?? false}
        choices={memberChoices}
        busy={members.stale}
        onText={setMemberText}
        onChange={(member) => onChange({ teamId: value.teamId, assigneeId: member?.id ?? null })}
      />
    </Stack>
  );
};
