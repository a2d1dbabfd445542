import Edit from '@mui/icons-material/EditOutlined';
import { Box, IconButton, TextField, Tooltip, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { isText, useFieldEdit } from '#renderer/shared/drafts/use-draft.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { FieldNotice } from './field-notice.tsx';
import { saveField } from './field-save.ts';
import type { RecordView } from './record-page.ts';
import { fieldLabel } from './words.ts';

type TitleFieldProps = {
  readonly view: RecordView;
  /** `title`, or `name` of what has one. */
  readonly path: 'title' | 'name';
};

/** The key that begins editing the title. */
const useTitleKey = (mayEdit: boolean, begin: () => void): void => {
  const latest = useLatest({ mayEdit, begin });
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'record.editTitle',
        label: 'record:commands.editTitle',
        group: 'record:commands.group',
        shortcut: 'e',
        when: () => latest.current.mayEdit,
        run: () => latest.current.begin(),
      },
    ],
    [latest],
  );
  useCommands(commands);
};

/** What the record is called, edited in place. What was typed stays in the field until it is saved or thrown away. */
export const TitleField = ({ view, path }: TitleFieldProps): ReactNode => {
  const t = useText('record');
  const stored = String(view.record[path]);
  const field = useFieldEdit(view.draft.ref, path, stored, isText, (value) => saveField(view, path, value));
  const [isEditing, setEditing] = useState(false);
  const [isBlank, setBlank] = useState(false);
  const mayEdit = view.mayEdit(path);
  useTitleKey(mayEdit, () => setEditing(true));
  const save = async (): Promise<void> => {
    const isEmpty = field.value.trim() === '';
    setBlank(isEmpty);
    if (!isEmpty && (await field.commit(field.value.trim()))) setEditing(false);
  };
  if (!mayEdit || !(isEditing || field.dirty)) {
    return (
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, minWidth: 0 }}>
        <Typography
          component="h1"
          variant="h6"
          dir="auto"
          title={field.value}
          sx={{
            minWidth: 0,
            overflowWrap: 'anywhere',
            lineHeight: 1.3,
            display: '-webkit-box',
            WebkitLineClamp: 2,
            WebkitBoxOrient: 'vertical',
            overflow: 'hidden',
          }}
        >
          {field.value}
        </Typography>
        {mayEdit && (
          <Tooltip title={t('header.editTitle')}>
            <IconButton size="small" aria-label={t('header.editTitle')} onClick={() => setEditing(true)}>
              <Edit fontSize="inherit" />
            </IconButton>
          </Tooltip>
        )}
      </Box>
    );
  }
  return (
    <Box>
      <TextField
        fullWidth
        size="small"
        autoFocus={isEditing}
        value={field.value}
        error={isBlank || field.error !== undefined}
        helperText={isBlank ? t('header.titleMissing') : undefined}
        onChange={(event) => field.set(event.target.value)}
        onFocus={({ target }) => target.setSelectionRange(target.value.length, target.value.length)}
        onBlur={() => {
          field.flush();
          if (!field.dirty) setEditing(false);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void save();
          if (event.key === 'Escape' && !field.dirty) setEditing(false);
        }}
        slotProps={{ htmlInput: { 'aria-label': fieldLabel(view.kind.collection, path), maxLength: 400 } }}
      />
      <FieldNotice field={field} current={stored} onSave={() => void save()} />
    </Box>
  );
};
