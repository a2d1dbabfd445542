import { type ReactNode, useState } from 'react';
import type { ConfigItemRow } from '#contracts/shared.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { hintOf, type PickerProps, SearchPicker } from './search-picker.tsx';

type ConfigItemPickerProps = PickerProps & {
  /** While nothing is typed this person's devices are offered. */
  readonly userId?: string | null;
  readonly onChange: (id: string | null, ci: ConfigItemRow | null) => void;
};

/** Finds a configuration item by name, serial, asset tag, user, place, IP or model. */
export const ConfigItemPicker = ({ onChange, userId = null, ...field }: ConfigItemPickerProps): ReactNode => {
  const [text, setText] = useState('');
  const filter = text !== '' ? { text } : userId !== null ? { userId } : { activeOnly: true };
  const live = useLive('configItems.page', {
    filter,
    sort: { field: 'name', direction: 'asc' },
    offset: 0,
    limit: 20,
  });
  const choices = (live.data?.rows ?? []).map((ci) => ({
    id: ci.id,
    label: ci.name,
    hint: hintOf(ci.assetTag, ci.model, ci.userName, ci.placeName),
    ci,
  }));
  return (
    <SearchPicker
      {...field}
      choices={choices}
      busy={live.stale}
      onText={setText}
      onChange={(choice) => onChange(choice?.id ?? null, choice?.ci ?? null)}
    />
  );
};
