import { Box, Button } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { specAt } from '#domain/fields/references.ts';
import { drafts } from '#renderer/shared/drafts/drafts.ts';
import { useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { isSendKey } from '#renderer/shared/ui/send-key.ts';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import { draftedIds, draftName, draftNames, typedEntry } from './element-draft.ts';
import { FieldEditor } from './field-editor.tsx';
import { formatField } from './field-format.ts';
import { ChangedNote } from './field-notice.tsx';
import type { RecordView, Values } from './record-page.ts';
import { fieldLabel } from './words.ts';

type ElementFormProps<E> = {
  readonly view: RecordView;
  /** The list it is an entry of: `whys`. */
  readonly list: string;
  readonly element: E;
  /** What is asked for, in this order; the first can't be left empty. */
  readonly fields: readonly (keyof E & string)[];
  readonly send: string;
  /** The first field begins with words to be typed over. */
  readonly suggests?: boolean;
  /** True once it is stored. */
  readonly onSend: (element: E) => Promise<boolean>;
  readonly onClose: () => void;
};

type ElementFieldProps = {
  readonly view: RecordView;
  readonly list: string;
  /** The entry with what is typed. */
  readonly values: Values;
  /** The field as the entry has it now. */
  readonly current: unknown;
  readonly id: string;
  readonly field: string;
  readonly isFirst: boolean;
};

const isTextField = (target: Element): target is HTMLInputElement | HTMLTextAreaElement =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

const isAny = (value: unknown): value is unknown => value !== undefined;

const ElementField = (props: ElementFieldProps): ReactNode => {
  const { view, list, values, id, field, isFirst } = props;
  const path = `${list}.x.${field}`;
  const current = props.current ?? null;
  const draft = useFieldDraft<unknown>(view.draft.ref, draftName(list, id, field), current, isAny);
  const spec = specAt(view.table, path);
  if (spec === null) return null;
  return (
    <Box>
      <FieldEditor
        context={{ kind: view.kind, names: view.names, company: view.company, values }}
        path={path}
        spec={spec}
        label={fieldLabel(view.kind.collection, path)}
        value={draft.value}
        required={isFirst}
        autoFocus={isFirst}
        onChange={draft.set}
        onBlur={draft.flush}
      />
      <ChangedNote field={draft} current={formatField(path, current, view.format) ?? ''} />
    </Box>
  );
};

/** One entry of a list, typed where it stands. It is a draft until it is sent: left or crashed, it is there again. */
export const ElementForm = <E extends { readonly id: string }>(props: ElementFormProps<E>): ReactNode => {
  const t = useText('record');
  const { view, list, element, fields, send, suggests = false, onSend, onClose } = props;
  const [busy, setBusy] = useState(false);
  const values = typedEntry(view.draft.fields, list, element, fields);
  const drop = (): void => drafts.clear(view.draft.ref, draftNames(view.draft.fields, list, element.id));
  const [first] = fields;
  const named = first === undefined ? null : values[first];
  const called = first === undefined ? null : element[first];
  const isEmpty = typeof named !== 'string' || named.trim() === '';
  const submit = async (): Promise<void> => {
    if (isEmpty || busy) return;
    setBusy(true);
    const sent = await onSend(values);
    setBusy(false);
    if (!sent) return;
    drop();
    onClose();
  };
  return (
    <Box
      component="form"
      // Which one it is, for whoever does not see where it stands.
      aria-label={
        typeof called === 'string' && called !== ''
          ? t('elements.edit', { name: called })
          : fieldLabel(view.kind.collection, list)
      }
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (isSendKey(event)) {
          event.preventDefault();
          event.stopPropagation();
          void submit();
        } else if (event.key === 'Escape' && !event.defaultPrevented) {
          // What is typed stays, and the form with it; then the key leaves the field as it leaves any other.
          onClose();
        }
      }}
      onFocus={({ target }) => {
        if (!suggests || first === undefined || !isTextField(target)) return;
        if (target.value === element[first]) target.select();
      }}
      sx={{ display: 'grid', gap: 1, py: 0.75, flex: 1, minWidth: 0 }}
    >
      {fields.map((field, index) => (
        <ElementField
          key={field}
          {...{ view, list, field, values }}
          id={element.id}
          current={element[field]}
          isFirst={index === 0}
        />
      ))}
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <SubmitButton
          type="submit"
          size="small"
          reason={
            isEmpty
              ? t('elements.missing', { field: fieldLabel(view.kind.collection, `${list}.x.${first}`) })
              : null
          }
          busy={busy}
          endIcon={<KeyHint shortcut="Ctrl+Enter" />}
        >
          {send}
        </SubmitButton>
        <Button
          size="small"
          onClick={() => {
            drop();
            onClose();
          }}
        >
          {t('elements.discard')}
        </Button>
      </Box>
    </Box>
  );
};

/** Which entries of a list are being typed, also from an earlier run: their drafts say so. */
export const useOpenElements = (
  view: RecordView,
  list: string,
  known: readonly { readonly id: string }[],
) => {
  const [open, setOpen] = useState<string | null>(null);
  const drafted = draftedIds(view.draft.fields, list);
  const typed = [...new Set([...drafted, ...(open === null ? [] : [open])])];
  return {
    isOpen: (id: string): boolean => typed.includes(id),
    /** Ids of those that are no entries yet. */
    added: typed.filter((id) => !known.some((one) => one.id === id)),
    open: setOpen,
    close: () => setOpen(null),
  };
};
