import { Box, Tab, Tabs, TextField, Typography } from '@mui/material';
import {
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import type { MarkdownHandlers } from './markdown-rendered.tsx';
import { MarkdownText } from './markdown-text.tsx';
import { continueList } from './text-edit.ts';
import { applyEdit, type OnImage, useImageInsert } from './use-image-insert.ts';

const EDITOR_KEYS: KeyMap<'preview'> = {
  group: 'markdown:keys.group',
  actions: { preview: { label: 'markdown:keys.preview', shortcuts: ['Ctrl+Shift+P'] } },
};

type MarkdownEditorProps = MarkdownHandlers & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label: string;
  /** Takes pasted and dropped files; without it they are none of the editor's business. */
  readonly onImage?: OnImage | undefined;
  readonly onBlur?: (() => void) | undefined;
  /** Asked first, for Ctrl+Enter of the form around it. */
  readonly onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
  readonly inputRef?: RefObject<HTMLTextAreaElement | null> | undefined;
  readonly error?: string | undefined;
  readonly minRows?: number | undefined;
  readonly disabled?: boolean | undefined;
};

/** Files of a paste; of something copied as text and as a picture of it (a spreadsheet) the text is meant. */
const filesOf = ({ clipboardData }: ClipboardEvent): readonly File[] =>
  clipboardData.types.includes('text/plain') ? [] : [...clipboardData.files];

/** A text in Markdown, as it is written and as it will be read. Enter goes on with lists, pictures are pasted or dropped. */
export const MarkdownEditor = (props: MarkdownEditorProps): ReactNode => {
  const { value, onChange, label, onImage, imageUrl, onNumber, error } = props;
  const t = useText('markdown');
  const id = useId();
  const ownRef = useRef<HTMLTextAreaElement>(null);
  const fieldRef = props.inputRef ?? ownRef;
  const previewRef = useRef<HTMLDivElement>(null);
  const [isPreview, setPreview] = useState(false);
  /** Set by the key alone: whoever clicked a tab has the focus where they want it. */
  const focusFollows = useRef(false);
  const { waiting, insert } = useImageInsert(fieldRef, onChange, onImage);
  useKeyMap(EDITOR_KEYS);
  useEffect(() => {
    if (!focusFollows.current) return;
    focusFollows.current = false;
    (isPreview ? previewRef : fieldRef).current?.focus();
  }, [isPreview, fieldRef]);

  const onPress = (event: KeyboardEvent): void => {
    if (actionOf(EDITOR_KEYS, event) !== 'preview') return;
    event.preventDefault();
    event.stopPropagation();
    focusFollows.current = true;
    setPreview(!isPreview);
  };
  const onFieldPress = (event: KeyboardEvent): void => {
    props.onKeyDown?.(event);
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const field = fieldRef.current;
    // An Enter that ends the choice of a character (IME) is no new line.
    if (event.isDefaultPrevented() || event.key !== 'Enter' || !isPlain || event.nativeEvent.isComposing)
      return;
    const edit = field === null ? null : continueList(field.value, field.selectionStart, field.selectionEnd);
    if (field === null || edit === null) return;
    event.preventDefault();
    applyEdit(field, edit, onChange);
  };
  const take = (event: ClipboardEvent | DragEvent, files: readonly File[]): void => {
    if (onImage === undefined || files.length === 0) return;
    event.preventDefault();
    insert(files);
  };
  const tab = (which: 'write' | 'preview'): { readonly id: string; readonly 'aria-controls': string } => ({
    id: `${id}-${which}-tab`,
    'aria-controls': `${id}-${which}`,
  });
  return (
    <Box onKeyDown={onPress}>
      <Tabs
        value={isPreview}
        onChange={(_event, next: boolean) => setPreview(next)}
        aria-label={label}
        sx={{ minHeight: 30, '& .MuiTab-root': { minHeight: 30, minWidth: 0, py: 0, px: 1, fontSize: 12 } }}
      >
        <Tab value={false} label={t('write')} {...tab('write')} sx={{ textTransform: 'none' }} />
        <Tab
          value={true}
          label={
            <Box component="span" sx={{ display: 'inline-flex', gap: 0.75, alignItems: 'center' }}>
              {t('preview')}
              <KeyHint shortcut="Ctrl+Shift+P" />
            </Box>
          }
          {...tab('preview')}
          sx={{ textTransform: 'none' }}
        />
      </Tabs>
      {/* Stays in the document while the preview is seen: caret and the way back (Ctrl+Z) are its own. */}
      <Box role="tabpanel" id={`${id}-write`} aria-labelledby={`${id}-write-tab`} hidden={isPreview}>
        <TextField
          fullWidth
          multiline
          minRows={props.minRows ?? 4}
          maxRows={24}
          value={value}
          inputRef={fieldRef}
          disabled={props.disabled ?? false}
          error={error !== undefined}
          helperText={error}
          onChange={(event) => onChange(event.target.value)}
          onBlur={props.onBlur}
          onKeyDown={onFieldPress}
          onPaste={(event) => take(event, filesOf(event))}
          onDragOver={(event) => {
            if (onImage !== undefined && event.dataTransfer.types.includes('Files')) event.preventDefault();
          }}
          onDrop={(event) => take(event, [...event.dataTransfer.files])}
          slotProps={{ htmlInput: { 'aria-label': label } }}
        />
      </Box>
      {isPreview && (
        <Box
          ref={previewRef}
          role="tabpanel"
          id={`${id}-preview`}
          aria-labelledby={`${id}-preview-tab`}
          tabIndex={0}
          sx={{ border: 1, borderColor: 'divider', borderRadius: 1, px: 1.75, py: 1, minHeight: 96 }}
        >
          {value.trim() === '' ? (
            <Typography variant="body2" color="textSecondary">
              {t('previewEmpty')}
            </Typography>
          ) : (
            <MarkdownText text={value} imageUrl={imageUrl} onNumber={onNumber} />
          )}
        </Box>
      )}
      <Typography role="status" variant="caption" color="textSecondary" component="p" sx={{ m: 0 }}>
        {waiting > 0 ? t('addingImages', { count: waiting }) : ''}
      </Typography>
    </Box>
  );
};
