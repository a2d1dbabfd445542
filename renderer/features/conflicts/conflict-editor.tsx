import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { ConflictRow } from '#contracts/conflicts.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { editableText, editKind, parseEdited } from './conflict-value.ts';

type ConflictEditorProps = {
  readonly row: ConflictRow;
  readonly label: string;
  readonly busy: boolean;
  readonly onSave: (value: unknown) => void;
  readonly onCancel: () => void;
};

/** A third value, begun from mine. Text is typed as text, everything else as JSON. */
export const ConflictEditor = ({ row, label, busy, onSave, onCancel }: ConflictEditorProps): ReactNode => {
  const t = useText('conflicts');
  const kind = editKind(row.mine, row.theirs);
  const [typed, setTyped] = useState(() => editableText(row.mine, kind));
  const parsed = parseEdited(typed, kind, row.mine === null || row.theirs === null);
  const save = (): void => {
    if (parsed !== null && !busy) onSave(parsed.value);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
    else if (event.key === 'Escape') onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Stack spacing={1}>
      <TextField
        label={t('editLabel', { field: label })}
        multiline
        maxRows={12}
        autoFocus
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        error={parsed === null}
        helperText={parsed === null ? t('notJson') : kind === 'json' ? t('asJson') : undefined}
        slotProps={{ htmlInput: { style: kind === 'json' ? { fontFamily: 'monospace' } : {} } }}
      />
      <Stack direction="row" spacing={1}>
        <Button variant="contained" disabled={parsed === null} loading={busy} onClick={save}>
          {t('saveEdited')}
        </Button>
        <Button onClick={onCancel}>{t('common:cancel')}</Button>
      </Stack>
    </Stack>
  );
};
