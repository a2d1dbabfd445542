import { Box, Tab, Tabs, Typography } from '@mui/material';
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
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
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

type PanelIds = { readonly tab: string; readonly panel: string };

type EditorTabsProps = {
  readonly label: string;
  readonly isPreview: boolean;
  readonly write: PanelIds;
  readonly preview: PanelIds;
  readonly onPreview: (isPreview: boolean) => void;
};

const EditorTabs = ({ label, isPreview, write, preview, onPreview }: EditorTabsProps): ReactNode => {
  const t = useText('markdown');
  const previewLabel = (
    <Box component="span" sx={{ display: 'inline-flex', gap: 0.75, alignItems: 'center' }}>
      {t('preview')}
      <KeyHint shortcut="Ctrl+Shift+P" />
    </Box>
  );
  const tab = (value: boolean, words: ReactNode, ids: PanelIds): ReactNode => (
    <Tab value={value} label={words} id={ids.tab} aria-controls={ids.panel} sx={{ textTransform: 'none' }} />
  );
  return (
    <Tabs
      value={isPreview}
      onChange={(_event, next: boolean) => onPreview(next)}
      aria-label={label}
      sx={{ minHeight: 30, '& .MuiTab-root': { minHeight: 30, minWidth: 0, py: 0, px: 1, fontSize: 12 } }}
    >
      {tab(false, t('write'), write)}
      {tab(true, previewLabel, preview)}
    </Tabs>
  );
};

type FieldProps = Omit<MarkdownEditorProps, 'inputRef' | 'imageUrl' | 'onNumber' | 'onImage'> & {
  readonly fieldRef: RefObject<HTMLTextAreaElement | null>;
  /** Takes files; null where they are none of the editor's business. */
  readonly onFiles: ((files: readonly File[]) => void) | null;
};

/** The text as it is written: Enter goes on with lists, files are taken where pictures may be. */
const MarkdownField = (props: FieldProps): ReactNode => {
  const { value, onChange, label, error, fieldRef, onFiles } = props;
  const onPress = (event: KeyboardEvent): void => {
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
    if (onFiles === null || files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  };
  return (
    <LongText
      fullWidth
      minRows={props.minRows ?? 4}
      maxRows={24}
      value={value}
      inputRef={fieldRef}
      disabled={props.disabled ?? false}
      error={error !== undefined}
      helperText={error}
      onText={(text) => onChange(text)}
      onBlur={props.onBlur}
      onKeyDown={onPress}
      onPaste={(event) => take(event, filesOf(event))}
      onDragOver={(event) => {
        if (onFiles !== null && event.dataTransfer.types.includes('Files')) event.preventDefault();
      }}
      onDrop={(event) => take(event, [...event.dataTransfer.files])}
      slotProps={{ htmlInput: { 'aria-label': label } }}
    />
  );
};

type PreviewProps = MarkdownHandlers & {
  readonly text: string;
  readonly ids: PanelIds;
  readonly boxRef: RefObject<HTMLDivElement | null>;
};

const Preview = ({ text, ids, boxRef, imageUrl, onNumber }: PreviewProps): ReactNode => {
  const t = useText('markdown');
  return (
    <Box
      ref={boxRef}
      role="tabpanel"
      id={ids.panel}
      aria-labelledby={ids.tab}
      tabIndex={0}
      sx={{ border: 1, borderColor: 'divider', borderRadius: 1, px: 1.75, py: 1, minHeight: 96 }}
    >
      {text.trim() === '' ? (
        <Typography variant="body2" color="textSecondary">
          {t('previewEmpty')}
        </Typography>
      ) : (
        <MarkdownText text={text} imageUrl={imageUrl} onNumber={onNumber} />
      )}
    </Box>
  );
};

/** A text in Markdown, as it is written and as it will be read. Enter goes on with lists, pictures are pasted or dropped. */
export const MarkdownEditor = (props: MarkdownEditorProps): ReactNode => {
  const { value, onChange, label, onImage, imageUrl, onNumber } = props;
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
  const write = { tab: `${id}-write-tab`, panel: `${id}-write` };
  const preview = { tab: `${id}-preview-tab`, panel: `${id}-preview` };
  return (
    <Box onKeyDown={onPress}>
      <EditorTabs {...{ label, isPreview, write, preview }} onPreview={setPreview} />
      {/* Stays in the document while the preview is seen: caret and the way back (Ctrl+Z) are its own. */}
      <Box role="tabpanel" id={write.panel} aria-labelledby={write.tab} hidden={isPreview}>
        <MarkdownField {...props} fieldRef={fieldRef} onFiles={onImage === undefined ? null : insert} />
      </Box>
      {isPreview && <Preview text={value} ids={preview} boxRef={previewRef} {...{ imageUrl, onNumber }} />}
      <Typography role="status" variant="caption" color="textSecondary" component="p" sx={{ m: 0 }}>
        {waiting > 0 ? t('addingImages', { count: waiting }) : ''}
      </Typography>
    </Box>
  );
};
