import { type ReactNode, useState } from 'react';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { hintOf, type PickerProps, SearchPicker } from './search-picker.tsx';

type TicketPickerProps = PickerProps & {
  readonly exceptId: string;
  readonly onChange: (id: string | null) => void;
};

/** Finds a ticket by number or words. */
export const TicketPicker = ({ exceptId, onChange, ...field }: TicketPickerProps): ReactNode => {
  const [text, setText] = useState('');
  const live = useLive('search.all', text.trim() === '' ? null : { text, kinds: ['ticket'], limit: 12 });
  const choices = (live.data?.rows ?? [])
    .filter((hit) => hit.id !== exceptId)
    .map((hit) => ({ id: hit.id, label: hintOf(hit.key, hit.title) ?? hit.id, hint: hit.hint }));
  return (
    <SearchPicker
      {...field}
      choices={choices}
      busy={text.trim() !== '' && live.stale}
      onText={setText}
      onChange={(choice) => onChange(choice?.id ?? null)}
    />
  );
};
