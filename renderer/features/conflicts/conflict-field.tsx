import { MenuItem, TextField } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { Names } from '#contracts/shared.ts';
import { incidentSettings } from '#domain/settings/defaults.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ChoicePicker, textChoices } from '#renderer/shared/pickers/choice-picker.tsx';
import { CiPicker } from '#renderer/shared/pickers/ci-picker.tsx';
import { PersonPicker } from '#renderer/shared/pickers/person-picker.tsx';
import { PlacePicker } from '#renderer/shared/pickers/place-picker.tsx';
import { TicketPicker } from '#renderer/shared/pickers/ticket-picker.tsx';
import { UnreadJson } from './conflict-edit.ts';
import { type FieldKind, instantOf, localText, type Words } from './conflict-value.ts';

type FieldProps = {
  readonly kind: FieldKind;
  readonly label: string;
  readonly value: unknown;
  /** There may be no value. */
  readonly nullable: boolean;
  readonly names: Names;
  readonly recordId: string;
  readonly autoFocus: boolean;
  readonly words: Words;
  readonly onChange: (value: unknown) => void;
};

const TeamPicker = (props: Omit<FieldProps, 'kind'>): ReactNode => {
  const live = useLive('directory.teams', {});
  const choices = (live.data?.rows ?? []).map(({ id, name, email }) => ({ id, label: name, hint: email }));
  return <ChoicePicker {...pickerProps(props)} choices={choices} />;
};

/** Services, categories and closure codes come from the settings. */
const SettingsPicker = ({
  of,
  ...props
}: Omit<FieldProps, 'kind'> & { readonly of: 'service' | 'category' | 'closureCode' }): ReactNode => {
  const stored = useLive('settings.all', {}).data;
  const { categories, closureCodes } = incidentSettings(stored?.settings.map((setting) => setting.value));
  const choices = {
    service: (stored?.services ?? []).map(({ id, name }) => ({ id, label: name, hint: null })),
    category: textChoices(categories.map(({ name }) => name)),
    closureCode: closureCodes.map(({ code, label }) => ({ id: code, label, hint: null })),
  };
  return <ChoicePicker {...pickerProps(props)} choices={choices[of]} />;
};

const pickerProps = ({ label, value, names, autoFocus, onChange }: Omit<FieldProps, 'kind'>) => {
  const id = typeof value === 'string' ? value : null;
  return { label, value: id, valueName: id === null ? null : (names[id] ?? id), autoFocus, onChange };
};

const ClosedField = (
  props: Omit<FieldProps, 'kind'> & {
    readonly choices: readonly (readonly [value: unknown, words: string])[];
  },
): ReactNode => {
  const t = useText('conflicts');
  const { label, value, nullable, autoFocus, choices, onChange } = props;
  const index = choices.findIndex(([choice]) => choice === value);
  return (
    <TextField
      select
      fullWidth
      label={label}
      autoFocus={autoFocus}
      value={index < 0 ? '' : String(index)}
      onChange={(event) => onChange(choices[Number(event.target.value)]?.[0] ?? null)}
      slotProps={{
        select: {
          displayEmpty: true,
          renderValue: (shown: unknown) =>
            choices[shown === '' ? -1 : Number(shown)]?.[1] ?? String(value ?? t('emptyValue')),
        },
        inputLabel: { shrink: true },
      }}
    >
      {choices.map(([, words], place) => (
        <MenuItem key={words} value={String(place)}>
          {words}
        </MenuItem>
      ))}
      {nullable && <MenuItem value="none">{t('emptyValue')}</MenuItem>}
    </TextField>
  );
};

/** Typed as JSON. What is no JSON yet stays in the field and does not become the value. */
const JsonField = ({ label, value, autoFocus, onChange }: Omit<FieldProps, 'kind'>): ReactNode => {
  const t = useText('conflicts');
  const unread = value instanceof UnreadJson;
  const [typed, setTyped] = useState(() => (unread ? value.text : JSON.stringify(value, null, 2)));
  return (
    <TextField
      fullWidth
      multiline
      maxRows={12}
      label={label}
      autoFocus={autoFocus}
      value={typed}
      error={unread}
      helperText={t(unread ? 'notJson' : 'asJson')}
      slotProps={{ htmlInput: { style: { fontFamily: 'monospace' } } }}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(parsedJson(event.target.value));
      }}
    />
  );
};

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return new UnreadJson(text);
  }
};

/** One value, edited by what fits it: a picker for a record, a calendar for a date, a choice for a closed list, text for text. */
export const ConflictField = ({ kind, ...props }: FieldProps): ReactNode => {
  const t = useText('conflicts');
  const { label, value, nullable, autoFocus, words, onChange } = props;
  const typed = (
    type: 'date' | 'datetime-local' | 'number',
    shown: string,
    read: (text: string) => unknown,
  ) => (
    <TextField
      fullWidth
      type={type}
      label={label}
      autoFocus={autoFocus}
      value={shown}
      onChange={(event) => onChange(event.target.value === '' ? null : read(event.target.value))}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
  switch (kind.kind) {
    case 'person':
      return <PersonPicker {...pickerProps(props)} />;
    case 'team':
      return <TeamPicker {...props} />;
    case 'place':
      return <PlacePicker {...pickerProps(props)} />;
    case 'ci':
      return <CiPicker {...pickerProps(props)} />;
    case 'ticket':
      return <TicketPicker {...pickerProps(props)} exceptId={props.recordId} />;
    case 'service':
    case 'category':
    case 'closureCode':
      return <SettingsPicker {...props} of={kind.kind} />;
    case 'instant':
      return typed('datetime-local', localText(value), instantOf);
    case 'date':
      return typed('date', String(value ?? ''), (text) => text);
    case 'money':
      return typed('number', typeof value === 'number' ? String(value / 100) : '', (text) =>
        Math.round(Number(text) * 100),
      );
    case 'number':
      return typed('number', String(value ?? ''), Number);
    case 'boolean':
      return (
        <ClosedField
          {...props}
          choices={[
            [true, t('yes')],
            [false, t('no')],
          ]}
        />
      );
    case 'closed':
      return (
        <ClosedField {...props} choices={kind.values.map((one) => [one, words.closed(kind.family, one)])} />
      );
    case 'text':
      return (
        <TextField
          fullWidth
          multiline
          maxRows={12}
          label={label}
          autoFocus={autoFocus}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.target.value === '' && nullable ? null : event.target.value)}
        />
      );
    case 'json':
      return <JsonField {...props} />;
  }
};
