import { Box, Typography } from '@mui/material';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { cutText } from '#domain/records/cut-text.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { type FieldEdit, isText, useFieldEdit } from '#renderer/shared/drafts/use-draft.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { MarkdownEditor } from '#renderer/shared/markdown/markdown-editor.tsx';
import { MarkdownText } from '#renderer/shared/markdown/markdown-text.tsx';
import type { OnImage } from '#renderer/shared/markdown/use-image-insert.ts';
import { FieldNotice } from '#renderer/shared/record/field-notice.tsx';
import { saveField } from '#renderer/shared/record/field-save.ts';
import type { AnyRecordPage } from '#renderer/shared/record/record-page.ts';
import { EditTextButton } from '#renderer/shared/record/record-text.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { TextDifferences } from '#renderer/shared/text-diff/text-differences.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { sendOnKey } from '#renderer/shared/ui/send-key.ts';
import { keepImage, keptImageUrl, readImage } from '../images.ts';
import { onNumber } from '../open-number.ts';

/** Of a text that somebody else changed only so much is told in words; the marks below it tell all. */
const MOST_TOLD = 160;
const told = (text: string): string => (text.length > MOST_TOLD ? `${cutText(text, MOST_TOLD)}…` : text);

const useEditKey = (mayEdit: boolean, begin: () => void): void => {
  const latest = useLatest({ mayEdit, begin });
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'knowledge.editBody',
        label: 'knowledge:commands.editBody',
        group: 'record:commands.group',
        shortcut: 'w',
        when: () => latest.current.mayEdit,
        run: () => latest.current.begin(),
      },
    ],
    [latest],
  );
  useCommands(commands);
};

type BodyEditorProps = {
  readonly page: AnyRecordPage;
  readonly field: FieldEdit<string>;
  readonly label: string;
  /** Begun just now, not there because something typed waits in it. */
  readonly isEntered: boolean;
  readonly onClose: () => void;
};

const BodyEditor = ({ page, field, label, isEntered, onClose }: BodyEditorProps): ReactNode => {
  const t = useText('knowledge');
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (isEntered) input.current?.focus();
  }, [isEntered]);
  const { id } = page.record;
  const stored = String(page.record.body ?? '');
  const mayAdd = page.can('addImage');
  const onImage = useCallback<OnImage>(
    async (file) => {
      const image = await readImage(file);
      return image === null ? null : keepImage(id, image);
    },
    [id],
  );
  const save = async (): Promise<void> => {
    if (await field.commit()) onClose();
  };
  return (
    <Box
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || field.dirty) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <MarkdownEditor
        label={label}
        value={field.value}
        inputRef={input}
        minRows={8}
        imageUrl={keptImageUrl}
        onNumber={onNumber}
        onImage={mayAdd ? onImage : undefined}
        onChange={field.set}
        onBlur={field.flush}
        onKeyDown={sendOnKey(() => void save())}
      />
      {mayAdd && !field.dirty && (
        <Typography variant="caption" color="textSecondary" component="p" sx={{ m: 0 }}>
          {t('body.hint')}
        </Typography>
      )}
      {field.changedUnderneath && (
        <Box sx={{ mt: 1 }}>
          <Typography variant="caption" color="textSecondary">
            {t('body.theirs')}
          </Typography>
          <TextDifferences before={field.value} after={stored} />
        </Box>
      )}
      <FieldNotice field={field} current={told(stored)} onSave={() => void save()} />
    </Box>
  );
};

const BodyText = ({ text }: { readonly text: string }): ReactNode => {
  const t = useText('knowledge');
  return text.trim() === '' ? (
    <Typography variant="body2" color="textSecondary">
      {t('body.empty')}
    </Typography>
  ) : (
    <MarkdownText text={text} imageUrl={keptImageUrl} onNumber={onNumber} />
  );
};

/** The article itself: read as it is formatted, written in place. What is typed is a draft until it is saved; images are kept at once. */
export const BodyPart = ({ page }: { readonly page: AnyRecordPage }): ReactNode => {
  const label = fieldLabel('knowledge', 'body');
  const field = useFieldEdit(page.draft.ref, 'body', String(page.record.body ?? ''), isText, (value) =>
    saveField(page, 'body', value),
  );
  const [isEditing, setEditing] = useState(false);
  const mayEdit = page.mayEdit('body');
  const isOpen = mayEdit && (isEditing || field.dirty);
  useEditKey(mayEdit, () => setEditing(true));
  return (
    <Section
      title={label}
      actions={
        mayEdit &&
        !isOpen && (
          <>
            <KeyHint shortcut="w" />
            <EditTextButton label={label} onEdit={() => setEditing(true)} />
          </>
        )
      }
    >
      {isOpen ? (
        <BodyEditor {...{ page, field, label }} isEntered={isEditing} onClose={() => setEditing(false)} />
      ) : (
        <BodyText text={field.value} />
      )}
    </Section>
  );
};
