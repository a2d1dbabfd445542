import type { ReactNode } from 'react';
import type { Names } from '#contracts/shared.ts';
import { nameIn } from '#domain/records/names.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { ChoicePicker } from './choice-picker.tsx';
import { ManyPicker } from './many-picker.tsx';

const useAccounts = () => useLive('directory.accounts', {}).data?.rows ?? [];

type OneProps = {
  readonly label: string;
  readonly value: string | null;
  readonly except?: readonly string[];
  /** Of who is chosen and has no account any more. */
  readonly names?: Names;
  readonly onChange: (id: string | null) => void;
};

/** One of those who work with the console. */
export const AccountPicker = ({ label, value, except = [], names = {}, onChange }: OneProps): ReactNode => {
  const accounts = useAccounts();
  const name =
    value === null ? null : (accounts.find(({ id }) => id === value)?.name ?? nameIn(names, value));
  return (
    <ChoicePicker
      label={label}
      value={value}
      valueName={name}
      choices={accounts
        .filter(({ id }) => !except.includes(id))
        .map(({ id, name: called }) => ({ id, label: called, hint: null }))}
      onChange={onChange}
    />
  );
};

type ManyProps = {
  /** Of the picker that adds one more. */
  readonly label: string;
  readonly value: readonly string[];
  readonly names: Names;
  readonly onChange: (ids: readonly string[]) => void;
};

/** Several of them. */
export const AccountsPicker = ({ label, value, names, onChange }: ManyProps): ReactNode => {
  const accounts = useAccounts();
  const known = { ...names, ...Object.fromEntries(accounts.map(({ id, name }) => [id, name])) };
  return (
    <ManyPicker value={value} names={known} onChange={onChange}>
      {(add) => <AccountPicker label={label} value={null} except={value} onChange={add} />}
    </ManyPicker>
  );
};
