import { Box, Button } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { specAt } from '#domain/fields/references.ts';
import { isObject } from '#domain/records/json.ts';
import { useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { FieldEditor } from '#renderer/shared/record/field-editor.tsx';
import type { RecordView, Values } from '#renderer/shared/record/record-page.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { isSendKey } from '#renderer/shared/ui/send-key.ts';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';

type ElementFormProps<E> = {
  readonly view: RecordView;
  /** The list it is an entry of: `whys`. */
  readonly list: string;
  readonly element: E;
  /** What is asked for, in this order; the first can't be left empty. */
  readonly fields: readonly (keyof E & string)[];
  readonly send: string;
  /** True once it is stored. */
  readonly onSend: (element: E) => Promise<boolean>;
  readonly onClose: () => void;
};

const isEntry = (value: unknown): value is Values => isObject(value);

/** One entry of a list, typed where it stands. It is a draft until it is sent: left or crashed, it is there again. */
export const ElementForm = <E extends { readonly id: string }>(props: ElementFormProps<E>): ReactNode => {
  const t = useText('problems');
  const { view, list, element, fields, send, onSend, onClose } = props;
  const draft = useFieldDraft<Values>(view.draft.ref, `${list}.${element.id}`, { ...element }, isEntry);
  const [busy, setBusy] = useState(false);
  const values = draft.value;
  const [first = ''] = fields;
  const isEmpty = typeof values[first] !== 'string' || values[first].trim() === '';
  const label = (field: string): string => fieldLabel(view.kind.collection, `${list}.x.${field}`);
  const submit = async (): Promise<void> => {
    if (isEmpty || busy) return;
    setBusy(true);
    // What the form shows are the fields of an entry, each edited by the editor of its kind.
    const sent = await onSend(values as unknown as E);
    setBusy(false);
    if (!sent) return;
    draft.drop();
    onClose();
  };
  return (
    <Box
      component="form"
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
          event.stopPropagation();
          onClose();
        }
      }}
      sx={{ display: 'grid', gap: 1, py: 0.75, flex: 1, minWidth: 0 }}
    >
      {fields.map((field, index) => {
        const spec = specAt(view.table, `${list}.x.${field}`);
        return spec === null ? null : (
          <FieldEditor
            key={field}
            context={{ kind: view.kind, names: view.names, company: view.company, values }}
            path={`${list}.x.${field}`}
            spec={spec}
            label={label(field)}
            value={values[field]}
            required={index === 0}
            autoFocus={index === 0}
            onChange={(value) => draft.set({ ...values, [field]: value })}
            onBlur={draft.flush}
          />
        );
      })}
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <SubmitButton
          type="submit"
          size="small"
          reason={isEmpty ? t('elements.missing', { field: label(first) }) : null}
          busy={busy}
          endIcon={<KeyHint shortcut="Ctrl+Enter" />}
        >
          {send}
        </SubmitButton>
        <Button
          size="small"
          onClick={() => {
            draft.drop();
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
  const drafted = Object.keys(view.draft.fields)
    .filter((name) => name.startsWith(`${list}.`))
    .map((name) => name.slice(list.length + 1));
  const typed = [...new Set([...drafted, ...(open === null ? [] : [open])])];
  return {
    isOpen: (id: string): boolean => typed.includes(id),
    /** Ids of those that are no entries yet. */
    added: typed.filter((id) => !known.some((one) => one.id === id)),
    open: setOpen,
    close: () => setOpen(null),
  };
};
