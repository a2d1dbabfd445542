import Edit from '@mui/icons-material/EditOutlined';
import { Box, ButtonBase, IconButton, Tooltip } from '@mui/material';
import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import { type FieldSpec, referenceKindOf } from '#domain/fields/field.ts';
import { specAt } from '#domain/fields/references.ts';
import { type FieldEdit, useFieldEdit } from '#renderer/shared/drafts/use-draft.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { contactLinks } from '#renderer/shared/people/contact-links.tsx';
import { FieldEditor } from './field-editor.tsx';
import { formatField, isBlank } from './field-format.ts';
import { FieldNotice } from './field-notice.tsx';
import { valueAt } from './field-paths.ts';
import { saveField } from './field-save.ts';
import { FieldValue, referenceRoute } from './field-value.tsx';
import { unreadText } from './field-values.ts';
import type { RecordView } from './record-page.ts';

/**
 * How an edit of a kind ends. choose: the choice is saved at once and the editor closes. collect: each change is saved, the editor stays
 * until it is left. type: saved by Enter or on leaving the field; what is typed is a draft until then.
 */
type Ending = 'choose' | 'collect' | 'type';

const endingOf = (spec: FieldSpec): Ending => {
  if (spec.kind === 'list') return spec.of.kind === 'object' ? 'type' : 'collect';
  // Arrow keys pass over the levels between.
  if (spec.kind === 'level') return 'collect';
  const isChosen = spec.kind === 'code' || spec.kind === 'flag' || referenceKindOf(spec) !== null;
  return isChosen ? 'choose' : 'type';
};

const isAny = (value: unknown): value is unknown => value !== undefined;

/** A text that may not be empty, or a number that is none yet. */
const isUnsendable = (spec: FieldSpec, value: unknown): boolean =>
  unreadText(value) !== null ||
  (spec.kind === 'text' && (spec.min ?? 0) > 0 && typeof value === 'string' && value.trim() === '') ||
  (value === null && spec.nullable !== true);

/** Whether the focus has gone somewhere else, not into a menu that belongs to the editor. */
const hasLeft = ({ currentTarget, relatedTarget }: FocusEvent): boolean =>
  !(relatedTarget instanceof Element) ||
  !(
    currentTarget.contains(relatedTarget) ||
    relatedTarget.closest('[role="listbox"], [role="presentation"]') !== null
  );

type EditorProps = {
  readonly view: RecordView;
  readonly path: string;
  readonly spec: FieldSpec;
  readonly label: string;
  readonly editLabel: string | undefined;
  readonly field: FieldEdit<unknown>;
  readonly current: string;
  readonly isEntered: boolean;
  /** `back`: the focus goes back to where editing began. */
  readonly onClose: (back: boolean) => void;
};

const FactEditor = ({
  view,
  path,
  spec,
  label,
  editLabel,
  field,
  current,
  isEntered,
  onClose,
}: EditorProps): ReactNode => {
  const ending = endingOf(spec);
  const commit = async (value?: unknown, back = true): Promise<void> => {
    const next = value === undefined ? field.value : value;
    if (isUnsendable(spec, next)) return;
    const tidy = spec.kind === 'text' && typeof next === 'string' ? next.trim() : next;
    if ((await field.commit(tidy)) && ending !== 'collect') onClose(back);
  };
  const leave = (): void => {
    field.flush();
    // What was refused as it stands is not sent again by going elsewhere; the button under it does that.
    if (field.busy || field.error !== undefined) return;
    if (ending === 'type' && field.dirty && !field.changedUnderneath) void commit(undefined, false);
    else if (!field.dirty) onClose(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const ends =
      event.key === 'Escape' || (event.key === 'Enter' && ending === 'collect' && spec.kind === 'level');
    if (!ends || event.defaultPrevented) return;
    // A long text is not thrown away by one key; the button under it does that, and the key only leaves the field.
    if (spec.kind === 'longText' && field.dirty) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') field.drop();
    onClose(true);
  };
  return (
    <Box onKeyDown={onKeyDown} onBlur={(event) => hasLeft(event) && leave()} sx={{ py: 0.25 }}>
      <FieldEditor
        context={{ kind: view.kind, names: view.names, company: view.company, values: view.record }}
        {...{ path, spec }}
        label={editLabel ?? label}
        hideLabel={editLabel === undefined}
        value={field.value}
        autoFocus={isEntered}
        openOnFocus={isEntered}
        onChange={(value) => (ending === 'type' ? field.set(value) : void commit(value))}
        onSubmit={() => void commit()}
      />
      <FieldNotice field={field} current={current} onSave={() => void commit()} />
    </Box>
  );
};

type ShownProps = {
  readonly view: RecordView;
  readonly path: string;
  readonly label: string;
  readonly value: unknown;
  readonly shown: ReactNode;
  readonly editRef: RefObject<HTMLButtonElement | null>;
  readonly onEdit: () => void;
};

const wholeSx = {
  justifyContent: 'flex-start',
  textAlign: 'start',
  gap: 0.5,
  width: '100%',
  font: 'inherit',
  px: 0.5,
  mx: -0.5,
  borderRadius: 0.5,
  minHeight: 22,
  overflowWrap: 'anywhere',
  '& > svg': { opacity: 0, fontSize: 14, color: 'text.secondary', flex: 'none' },
  '&:hover, &:focus-visible': { bgcolor: 'action.hover', '& > svg': { opacity: 1 } },
} as const;

/** The value where it stands. The whole of it begins editing, unless it is a link: then a small button beside it does. */
const EditableValue = ({ view, path, label, value, shown, editRef, onEdit }: ShownProps): ReactNode => {
  const t = useText('record');
  const words = formatField(path, value, view.format) ?? t('edit.empty');
  const name = t('edit.field', { field: label, value: words });
  const isLink =
    referenceRoute(specAt(view.table, path), value) !== null || contactLinks(path, value) !== null;
  if (!isLink) {
    return (
      <ButtonBase ref={editRef} aria-label={name} onClick={onEdit} sx={wholeSx}>
        <Box component="span" sx={{ minWidth: 0, ...(isBlank(value) ? { color: 'text.disabled' } : {}) }}>
          {isBlank(value) ? '–' : shown}
        </Box>
        <Edit />
      </ButtonBase>
    );
  }
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 22 }}>
      <Box sx={{ minWidth: 0 }}>{shown}</Box>
      <Tooltip title={t('edit.edit')}>
        <IconButton ref={editRef} aria-label={name} size="small" onClick={onEdit} sx={{ p: 0.25, ml: 0.25 }}>
          <Edit sx={{ fontSize: 14 }} />
        </IconButton>
      </Tooltip>
    </Box>
  );
};

type FactValueProps = {
  readonly view: RecordView;
  readonly path: string;
  readonly label: string;
  /** Shows the value in a way of its own. */
  readonly show?: ((value: unknown) => ReactNode) | undefined;
  /** Stands over the editor where it asks in another unit than the value is shown in. */
  readonly editLabel?: string | undefined;
};

/** One field: read, or edited where it stands. A click or Enter begins; a choice is saved at once and can be taken back. */
export const FactValue = ({ view, path, label, show, editLabel }: FactValueProps): ReactNode => {
  const spec = specAt(view.table, path);
  const stored = valueAt(view.record, path) ?? null;
  const [isEditing, setEditing] = useState(false);
  const editRef = useRef<HTMLButtonElement>(null);
  const comesBack = useRef(false);
  const field = useFieldEdit<unknown>(view.draft.ref, path, stored, isAny, (value, over) =>
    saveField(view, path, value, over),
  );
  const value = field.dirty ? stored : field.value;
  const shown =
    show === undefined ? <FieldValue format={view.format} path={path} value={value} /> : show(value);
  const isOpen = isEditing || field.dirty;
  // Once the value stands there again.
  useEffect(() => {
    if (isOpen || !comesBack.current) return;
    comesBack.current = false;
    editRef.current?.focus();
  }, [isOpen]);
  if (spec === null || !view.mayEdit(path)) return shown;
  if (isOpen) {
    return (
      <FactEditor
        {...{ view, path, spec, label, editLabel, field }}
        current={formatField(path, stored, view.format) ?? ''}
        isEntered={isEditing}
        onClose={(back) => {
          comesBack.current = back;
          setEditing(false);
        }}
      />
    );
  }
  return <EditableValue {...{ view, path, label, value, shown, editRef }} onEdit={() => setEditing(true)} />;
};
