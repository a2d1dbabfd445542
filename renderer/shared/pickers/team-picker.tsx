import type { ReactNode } from 'react';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { ChoicePicker } from './choice-picker.tsx';
import type { PickerProps } from './search-picker.tsx';

type TeamPickerProps = PickerProps & { readonly onChange: (id: string | null) => void };

/** One of the teams at work. */
export const TeamPicker = (props: TeamPickerProps): ReactNode => {
  const live = useLive('directory.teams', {});
  const choices = (live.data?.rows ?? [])
    .filter((team) => team.active || team.id === props.value)
    .map(({ id, name, email }) => ({ id, label: name, hint: email }));
  return <ChoicePicker {...props} choices={choices} />;
};
