import { Box, Button, TextField, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { isText } from '#renderer/shared/drafts/use-draft.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { isSendKey } from '#renderer/shared/ui/send-key.ts';
import { caretToEnd } from './caret.ts';
import { FieldNotice } from './field-notice.tsx';
import type { TicketPage } from './use-ticket-page.ts';
import { useIncidentField } from './use-update.ts';

/** What was reported, edited in place. */
export const DescriptionSection = ({ page }: { readonly page: TicketPage }): ReactNode => {
  const t = useText('incidents');
  const current = page.ticket.description;
  const field = useIncidentField(page, 'description', current, isText, (description) => ({ description }));
  const [editing, setEditing] = useState(false);
  const mayEdit = page.can('incidents.update');
  const isOpen = mayEdit && (editing || field.dirty);
  const save = async (): Promise<void> => {
    if (await field.commit()) setEditing(false);
  };
  return (
    <Section
      title={t('page.description')}
      actions={
        mayEdit &&
        !isOpen && (
          <Button size="small" aria-label={t('page.editDescription')} onClick={() => setEditing(true)}>
            {t('page.edit')}
          </Button>
        )
      }
    >
      {isOpen ? (
        <Box>
          <TextField
            fullWidth
            multiline
            minRows={3}
            maxRows={18}
            size="small"
            autoFocus={editing}
            value={field.value}
            error={field.error !== undefined}
            onChange={(event) => field.set(event.target.value)}
            onFocus={caretToEnd}
            onBlur={() => {
              field.flush();
              if (!field.dirty) setEditing(false);
            }}
            onKeyDown={(event) => {
              if (isSendKey(event)) {
                event.stopPropagation();
                void save();
              }
              if (event.key === 'Escape' && !field.dirty) setEditing(false);
            }}
            slotProps={{ htmlInput: { 'aria-label': t('fields:description') } }}
          />
          <FieldNotice field={field} current={current} onSave={() => void save()} />
        </Box>
      ) : (
        <Typography
          variant="body2"
          {...(field.value === '' ? { color: 'textSecondary' } : {})}
          sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxHeight: 420, overflow: 'auto' }}
        >
          {field.value === '' ? t('page.noDescription') : field.value}
        </Typography>
      )}
    </Section>
  );
};
