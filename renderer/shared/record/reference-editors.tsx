import type { ReactNode } from 'react';
import { type FieldSpec, type ReferenceKind, referenceKindOf } from '#domain/fields/field.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ChoicePicker } from '#renderer/shared/pickers/choice-picker.tsx';
import { ManyPicker } from '#renderer/shared/pickers/many-picker.tsx';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import type { Choice } from '#renderer/shared/pickers/search-picker.tsx';
import { TagPicker } from '#renderer/shared/pickers/tag-picker.tsx';
import { TeamPicker } from '#renderer/shared/pickers/team-picker.tsx';
import { type FieldEditorProps, idOf, inputProps, listOf, pickerProps } from './field-editor-props.ts';
import { CodesInput, JsonInput } from './field-inputs.tsx';
import { valueWord } from './words.ts';

type OneProps = {
  readonly props: FieldEditorProps;
  readonly kind: ReferenceKind;
  readonly value: string | null;
  readonly except: readonly string[];
  readonly onChange: (id: string | null) => void;
};

/** Chooses one record of a kind. */
export const OneRecord = ({ props, kind, value, except, onChange }: OneProps): ReactNode => {
  const picker = pickerProps(props, value);
  const { company, values } = props.context;
  const named = (rows: readonly { readonly id: string; readonly name: string }[]): readonly Choice[] =>
    rows.map(({ id, name }) => ({ id, label: name, hint: null }));
  switch (kind) {
    case 'person':
      return <RecordPicker kind="person" {...picker} onChange={onChange} />;
    case 'team':
      return <TeamPicker {...picker} onChange={onChange} />;
    case 'place':
      return <RecordPicker kind="place" {...picker} onChange={onChange} />;
    case 'ci':
      return <RecordPicker kind="ci" {...picker} userId={idOf(values.requesterId)} onChange={onChange} />;
    case 'service': {
      const services = company.services.filter(({ active, id }) => active || id === value);
      return <ChoicePicker {...picker} choices={named(services)} onChange={onChange} />;
    }
    case 'calendar':
      return (
        <ChoicePicker {...picker} choices={named([...company.calendars.values()])} onChange={onChange} />
      );
    case 'ticket':
    case 'order':
    case 'knowledge':
      return <RecordPicker kind={kind} {...picker} except={except} onChange={onChange} />;
    case 'agreement':
      // Agreements are chosen where they are kept; here they are only named.
      return <ChoicePicker {...picker} disabled choices={[]} onChange={onChange} />;
  }
};

/** Several of something: records, tags, codes. */
export const ListEditor = (
  props: FieldEditorProps & { readonly spec: Extract<FieldSpec, { kind: 'list' }> },
): ReactNode => {
  const t = useText('record');
  const { spec, context, path, label, value, onChange } = props;
  const { of } = spec;
  const kind = referenceKindOf(of);
  if (kind !== null) {
    const except = [...listOf(value), idOf(context.values.id) ?? ''];
    return (
      <ManyPicker value={listOf(value)} names={context.names} onChange={onChange}>
        {(add) => (
          <OneRecord
            props={{ ...props, label: t('edit.add', { field: label }) }}
            kind={kind}
            value={null}
            except={except}
            onChange={add}
          />
        )}
      </ManyPicker>
    );
  }
  if (of.kind === 'text') {
    const { label: name, hideLabel, autoFocus, error } = inputProps(props);
    return (
      <TagPicker
        {...{ label: name, hideLabel, autoFocus, error }}
        value={listOf(value)}
        max={of.max}
        onChange={onChange}
      />
    );
  }
  if (of.kind === 'code' && 'of' in of) {
    const { onSubmit: _, ...input } = inputProps(props);
    return (
      <CodesInput
        {...input}
        value={listOf(value)}
        codes={of.of}
        words={(code) => valueWord(context.kind, path, code)}
        onCodes={onChange}
      />
    );
  }
  return <JsonInput {...inputProps(props)} value={value} onValue={onChange} />;
};
