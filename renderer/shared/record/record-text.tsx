import { Box, Button, Typography } from '@mui/material';
import { memo, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { isTextOrNull, useFieldEdit } from '#renderer/shared/drafts/use-draft.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { TextInput } from './field-inputs.tsx';
import { FieldNotice } from './field-notice.tsx';
import { valueAt } from './field-paths.ts';
import { saveField } from './field-save.ts';
import type { RecordView } from './record-page.ts';
import { fieldLabel } from './words.ts';

/** Higher than this a text is folded, in pixels. */
const FOLDED = 300;
/** Letters of a line in the narrowest column, and how many such lines are never as high. */
const LINE_LENGTH = 30;
const FEW_LINES = 12;

/** Whether the text is short at any width: measuring each text would lay the whole page out before it is done. */
const isShort = (text: string): boolean =>
  text.split('\n').reduce((lines, line) => lines + 1 + line.length / LINE_LENGTH, 0) <= FEW_LINES;

/** A long text, folded until it is asked for whole. */
const FoldedText = ({ children }: { readonly children: string }): ReactNode => {
  const t = useText('record');
  const box = useRef<HTMLDivElement>(null);
  const [isLong, setLong] = useState(false);
  const [isWhole, setWhole] = useState(false);
  useLayoutEffect(() => {
    setLong(!isShort(children) && (box.current?.scrollHeight ?? 0) > FOLDED + 40);
  }, [children]);
  return (
    <>
      <Typography
        ref={box}
        component="div"
        variant="body2"
        dir="auto"
        sx={{
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          ...(isLong && !isWhole
            ? { maxHeight: FOLDED, overflow: 'hidden', maskImage: 'linear-gradient(#000 80%, transparent)' }
            : {}),
        }}
      >
        {children}
      </Typography>
      {isLong && (
        <Button size="small" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {t(isWhole ? 'text.less' : 'text.more')}
        </Button>
      )}
    </>
  );
};

type EditTextButtonProps = {
  /** What the text is called. */
  readonly label: string;
  readonly onEdit: () => void;
};

/** Begins editing a text that is a part of its own. */
export const EditTextButton = ({ label, onEdit }: EditTextButtonProps): ReactNode => {
  const t = useText('record');
  return (
    <Button size="small" aria-label={t('text.edit', { field: label })} onClick={onEdit}>
      {t('edit.edit')}
    </Button>
  );
};

type RecordTextProps = {
  readonly view: RecordView;
  readonly path: string;
  readonly title?: string;
  readonly empty?: string;
  /** Shows the text in a way of its own: formatted. */
  readonly show?: (text: string) => ReactNode;
  /** More buttons at the right of the title. */
  readonly actions?: ReactNode;
};

/** A text of several lines as a part of the page, edited in place. Ctrl+Enter saves; left before that, it stays a draft. */
export const RecordText = memo(({ view, path, title, empty, show, actions }: RecordTextProps): ReactNode => {
  const t = useText('record');
  const label = title ?? fieldLabel(view.kind.collection, path);
  const stored = (valueAt(view.record, path) as string | null | undefined) ?? null;
  const field = useFieldEdit(view.draft.ref, path, stored, isTextOrNull, (value) =>
    saveField(view, path, value),
  );
  const [isEditing, setEditing] = useState(false);
  const mayEdit = view.mayEdit(path);
  const isOpen = mayEdit && (isEditing || field.dirty);
  const save = async (): Promise<void> => {
    if (await field.commit()) setEditing(false);
  };
  const text = field.value ?? '';
  return (
    <Section
      title={label}
      actions={
        <>
          {actions}
          {mayEdit && !isOpen && <EditTextButton label={label} onEdit={() => setEditing(true)} />}
        </>
      }
    >
      {isOpen ? (
        <Box
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || field.dirty) return;
            event.stopPropagation();
            setEditing(false);
          }}
        >
          <TextInput
            label={label}
            hideLabel
            multiline
            autoFocus={isEditing}
            value={text}
            error={null}
            onText={(next) => field.set(next)}
            onBlur={() => {
              field.flush();
              if (!field.dirty) setEditing(false);
            }}
            onSubmit={() => void save()}
          />
          <FieldNotice field={field} current={stored ?? ''} onSave={() => void save()} />
        </Box>
      ) : text === '' ? (
        <Typography variant="body2" color="textSecondary">
          {empty ?? t('text.nothing')}
        </Typography>
      ) : (
        (show?.(text) ?? <FoldedText>{text}</FoldedText>)
      )}
    </Section>
  );
});
