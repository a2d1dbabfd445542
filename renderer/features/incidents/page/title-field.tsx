import Edit from '@mui/icons-material/EditOutlined';
import { Box, IconButton, TextField, Tooltip, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { isText } from '#renderer/shared/drafts/use-draft.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { caretToEnd } from './caret.ts';
import { FieldNotice } from './field-notice.tsx';
import type { TicketPage } from './use-ticket-page.ts';
import { useIncidentField } from './use-update.ts';

type TitleFieldProps = {
  readonly page: TicketPage;
  readonly editing: boolean;
  readonly onEditing: (editing: boolean) => void;
};

/** The title, edited in place. What was typed stays in the field until it is saved or thrown away. */
export const TitleField = ({ page, editing, onEditing }: TitleFieldProps): ReactNode => {
  const t = useText('incidents');
  const { ticket } = page;
  const field = useIncidentField(page, 'title', ticket.title, isText, (title) => ({ title }));
  const [isBlank, setBlank] = useState(false);
  const mayEdit = page.can('incidents.update');
  const save = async (): Promise<void> => {
    const isEmpty = field.value.trim() === '';
    setBlank(isEmpty);
    if (!isEmpty && (await field.commit(field.value.trim()))) onEditing(false);
  };
  if (!mayEdit || !(editing || field.dirty)) {
    return (
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, minWidth: 0 }}>
        <Typography
          component="h1"
          variant="h6"
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
          <Tooltip title={t('page.editTitle')}>
            <IconButton size="small" aria-label={t('page.editTitle')} onClick={() => onEditing(true)}>
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
        autoFocus={editing}
        value={field.value}
        error={isBlank || field.error !== undefined}
        helperText={isBlank ? t('new.missing.title') : undefined}
        onChange={(event) => field.set(event.target.value)}
        onFocus={caretToEnd}
        onBlur={() => {
          field.flush();
          if (!field.dirty) onEditing(false);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void save();
          if (event.key === 'Escape' && !field.dirty) onEditing(false);
        }}
        slotProps={{ htmlInput: { 'aria-label': t('fields:title'), maxLength: 400 } }}
      />
      <FieldNotice field={field} current={ticket.title} onSave={() => void save()} />
    </Box>
  );
};
