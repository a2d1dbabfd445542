import Close from '@mui/icons-material/Close';
import { Box, IconButton, Tooltip, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { TicketLines } from '#renderer/shared/people/ticket-lines.tsx';
import { TicketPicker } from '#renderer/shared/pickers/ticket-picker.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { TicketPage } from './use-ticket-page.ts';

/** The parent whose solution this ticket shares, and the tickets that share this one's. */
export const RelatedSection = ({ page }: { readonly page: TicketPage }): ReactNode => {
  const t = useText('incidents');
  const { ticket, detail } = page;
  const setParent = useCommand('incidents.setParent');
  const maySet = page.can('incidents.setParent');
  return (
    <Section title={t('side.related')}>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.75 }}>
        {detail.parent !== null && (
          <TicketLines
            rows={[detail.parent]}
            empty=""
            action={() =>
              maySet && (
                <Tooltip title={t('side.removeParent')}>
                  <IconButton
                    size="small"
                    aria-label={t('side.removeParent')}
                    onClick={() => void setParent.run({ id: ticket.id, parentId: null })}
                  >
                    <Close fontSize="inherit" />
                  </IconButton>
                </Tooltip>
              )
            }
          />
        )}
        {detail.parent === null &&
          (maySet ? (
            <Box sx={{ pt: 0.75 }}>
              <TicketPicker
                label={t('side.setParent')}
                value={null}
                valueName={null}
                exceptId={ticket.id}
                onChange={(parentId) => {
                  if (parentId !== null) void setParent.run({ id: ticket.id, parentId });
                }}
              />
            </Box>
          ) : (
            <Typography variant="body2" color="textSecondary">
              {t('side.noParent')}
            </Typography>
          ))}
        {setParent.error !== undefined && <ErrorNote error={setParent.error} onClose={setParent.clear} />}
        {detail.children.length > 0 && (
          <Box>
            <Typography variant="caption" color="textSecondary">
              {t('side.children')}
            </Typography>
            <TicketLines rows={detail.children} empty="" />
            {detail.childrenTotal > detail.children.length && (
              <Typography variant="caption" color="textSecondary">
                {t('side.moreChildren', { count: detail.childrenTotal - detail.children.length })}
              </Typography>
            )}
          </Box>
        )}
      </Box>
    </Section>
  );
};
