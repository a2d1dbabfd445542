import Box from '@mui/material/Box';
import InputAdornment from '@mui/material/InputAdornment';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { type ReactNode, useRef } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { applyEdit } from '#renderer/shared/markdown/use-image-insert.ts';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import type { PreparedForm } from './form-model.ts';

/** Offered by name; every other field of the record can be typed by its name, too. */
const PLACEHOLDERS: readonly (readonly [placeholder: string, field: string])[] = [
  ['number', 'number'],
  ['title', 'title'],
  ['caller.name', 'requesterId'],
  ['caller.firstName', 'requesterId'],
  ['caller.phone', 'requesterId'],
  ['caller.email', 'requesterId'],
  ['device.name', 'ciId'],
  ['device.serial', 'ciId'],
  ['due', 'dueAt'],
  ['state', 'state'],
  ['priority', 'priority'],
  ['category', 'category'],
  ['team', 'teamId'],
  ['assignee', 'assigneeId'],
  ['me.name', ''],
  ['me.phone', ''],
  ['today', ''],
];

type TextFieldsProps = {
  readonly form: PreparedForm;
  readonly onPrefix: (prefix: string) => void;
  readonly onText: (text: string) => void;
};

/** Prefix and text of a text module. */
export const TextFields = ({ form, onPrefix, onText }: TextFieldsProps): ReactNode => {
  const t = useText('prepared');
  const ref = useRef<HTMLTextAreaElement>(null);
  const insert = (placeholder: string): void => {
    const field = ref.current;
    if (field === null) return;
    field.focus();
    applyEdit(
      field,
      { from: field.selectionStart, to: field.selectionEnd, insert: `{${placeholder}}` },
      onText,
    );
  };
  return (
    <>
      <Box sx={{ display: 'grid', gap: 1.25, gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))' }}>
        <TextField
          size="small"
          required
          label={t('form.prefix')}
          value={form.prefix}
          onChange={({ target }) => onPrefix(target.value)}
          slotProps={{
            input: { startAdornment: <InputAdornment position="start">/</InputAdornment> },
            htmlInput: { maxLength: 31, autoComplete: 'off', spellCheck: false },
          }}
        />
        <TextField
          select
          size="small"
          label={t('form.placeholder')}
          value=""
          onChange={({ target }) =>
            insert(target.value === '?' ? `?${t('form.questionText')}` : target.value)
          }
        >
          {PLACEHOLDERS.map(([placeholder, field]) => (
            <MenuItem key={placeholder} value={placeholder} dense>
              {`{${placeholder}}${field === '' ? '' : ` · ${fieldLabel('tickets', field)}`}`}
            </MenuItem>
          ))}
          <MenuItem value="?" dense>
            {t('form.question')}
          </MenuItem>
        </TextField>
      </Box>
      <LongText
        size="small"
        required
        minRows={6}
        maxRows={20}
        inputRef={ref}
        label={t('form.text')}
        helperText={t('form.placeholders')}
        value={form.text}
        onText={onText}
      />
    </>
  );
};
