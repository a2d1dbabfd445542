import { type ReactNode, useState } from 'react';
import { type Choice, type PickerProps, SearchPicker } from './search-picker.tsx';

type ChoicePickerProps = PickerProps & {
  readonly choices: readonly Choice[];
  /** They are still being asked for. */
  readonly busy?: boolean;
  readonly onChange: (id: string | null) => void;
};

const contains = (choice: Choice, text: string): boolean =>
  choice.label.toLowerCase().includes(text.trim().toLowerCase());

/** One of a short list that is all there already: categories, closure codes, reasons. */
export const ChoicePicker = ({ choices, busy = false, onChange, ...field }: ChoicePickerProps): ReactNode => {
  const [text, setText] = useState('');
  return (
    <SearchPicker
      {...field}
      choices={choices.filter((choice) => contains(choice, text))}
      busy={busy}
      onText={setText}
      onChange={(choice) => onChange(choice?.id ?? null)}
    />
  );
};

/** Texts that are their own ids as choices. */
export const textChoices = (texts: readonly string[]): readonly Choice[] =>
  texts.map((text) => ({ id: text, label: text, hint: null }));
