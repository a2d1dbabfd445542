import { type ReactNode, useState } from 'react';
import type { SearchKind } from '#contracts/search.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { hintOf, type PickerProps, SearchPicker } from './search-picker.tsx';

type FoundPickerProps = PickerProps & {
  readonly kinds: readonly SearchKind[];
  /** The record itself can't be chosen, nor what is chosen already. */
  readonly except: readonly string[];
  readonly onChange: (id: string | null) => void;
};

/** Finds a ticket, an order, an article or a known error by number or words. */
export const FoundPicker = ({ kinds, except, onChange, ...field }: FoundPickerProps): ReactNode => {
  const [text, setText] = useState('');
  const question = text.trim() === '' ? null : { text, kinds: [...kinds], limit: 12 };
  const live = useLive('search.all', question);
  const choices = (live.data?.rows ?? [])
    .filter((hit) => !except.includes(hit.id))
    .map((hit) => ({ id: hit.id, label: hintOf(hit.key, hit.title) ?? hit.id, hint: hit.hint }));
  return (
    <SearchPicker
      {...field}
      choices={choices}
      busy={question !== null && live.stale}
      onText={setText}
      onChange={(choice) => onChange(choice?.id ?? null)}
    />
  );
};
