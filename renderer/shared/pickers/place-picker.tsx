import { type ReactNode, useState } from 'react';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { type PickerProps, SearchPicker } from './search-picker.tsx';

type PlacePickerProps = PickerProps & { readonly onChange: (id: string | null, name: string | null) => void };

/** Finds a place by its name, code or path. */
export const PlacePicker = ({ onChange, ...field }: PlacePickerProps): ReactNode => {
  const [text, setText] = useState('');
  const live = useLive('directory.places', { text, limit: 30 });
  const choices = (live.data?.rows ?? []).map((place) => ({
    id: place.id,
    label: place.path,
    hint: place.code,
  }));
  return (
    <SearchPicker
      {...field}
      choices={choices}
      busy={live.stale}
      onText={setText}
      onChange={(choice) => onChange(choice?.id ?? null, choice?.label ?? null)}
    />
  );
};
