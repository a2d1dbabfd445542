import { type ReactNode, useState } from 'react';
import type { PersonRow } from '#contracts/shared.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { hintOf, type PickerProps, SearchPicker } from './search-picker.tsx';

type PersonPickerProps = PickerProps & {
  readonly onChange: (id: string | null, person: PersonRow | null) => void;
};

/** Finds a person by name, phone, mail, login or employee number. */
export const PersonPicker = ({ onChange, ...field }: PersonPickerProps): ReactNode => {
  const [text, setText] = useState('');
  const live = useLive('directory.findPeople', { text, limit: 20 });
  const choices = (live.data?.rows ?? []).map((person) => ({
    id: person.id,
    label: person.name,
    hint: hintOf(person.phones[0], person.email, person.department, person.placeName),
    person,
  }));
  return (
    <SearchPicker
      {...field}
      choices={choices}
      busy={live.stale}
      onText={setText}
      onChange={(choice) => onChange(choice?.id ?? null, choice?.person ?? null)}
    />
  );
};
