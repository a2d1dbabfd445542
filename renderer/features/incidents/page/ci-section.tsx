import Close from '@mui/icons-material/Close';
import { Box, Button, IconButton, Tooltip, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { isTextOrNull } from '#renderer/shared/drafts/use-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { CiLine } from '#renderer/shared/people/ci-line.tsx';
import { CiPicker } from '#renderer/shared/pickers/ci-picker.tsx';
import { useMay } from '#renderer/shared/session/use-may.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { FieldNotice } from './field-notice.tsx';
import type { TicketPage } from './use-ticket-page.ts';
import { useIncidentField } from './use-update.ts';

/** The broken configuration item, and further ones that are concerned. */
export const CiSection = ({ page }: { readonly page: TicketPage }): ReactNode => {
  const t = useText('incidents');
  const may = useMay();
  const { ticket, detail } = page;
  const [editing, setEditing] = useState(false);
  const field = useIncidentField(page, 'ciId', ticket.ciId, isTextOrNull, (ciId) => ({ ciId }));
  const link = useCommand('incidents.linkCi');
  const nameOf = (id: string | null): string =>
    id === null ? '' : (detail.names[id] ?? detail.ci?.name ?? id);
  const isOpen = editing || field.dirty;
  const mayEdit = page.can('incidents.update');
  const mayLink = page.can('incidents.linkCi');
  return (
    <Section
      title={t('side.ci')}
      actions={
        mayEdit &&
        !isOpen && (
          <Button size="small" onClick={() => setEditing(true)}>
            {t('page.edit')}
          </Button>
        )
      }
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.75 }}>
        {isOpen && mayEdit ? (
          <Box sx={{ pt: 0.75 }}>
            <CiPicker
              label={t('fields:ciId')}
              value={field.value}
              valueName={nameOf(field.value)}
              userId={ticket.requesterId}
              autoFocus={editing}
              onChange={(id) => void field.commit(id).then((saved) => saved && setEditing(false))}
            />
            <FieldNotice field={field} current={nameOf(ticket.ciId)} onSave={() => void field.commit()} />
          </Box>
        ) : detail.ci === null ? (
          <Typography variant="body2" color="textSecondary">
            {t('side.noCi')}
          </Typography>
        ) : (
          <CiLine ci={detail.ci} />
        )}
        {detail.furtherCis.length > 0 && (
          <Typography variant="caption" color="textSecondary">
            {t('side.furtherCis')}
          </Typography>
        )}
        {detail.furtherCis.map((ci) => (
          <CiLine
            key={ci.id}
            ci={ci}
            action={
              mayLink && (
                <Tooltip title={t('side.removeCi', { name: ci.name })}>
                  <IconButton
                    size="small"
                    aria-label={t('side.removeCi', { name: ci.name })}
                    onClick={() => void link.run({ id: ticket.id, ciId: ci.id, linked: false })}
                  >
                    <Close fontSize="inherit" />
                  </IconButton>
                </Tooltip>
              )
            }
          />
        ))}
        {mayLink && (
          <CiPicker
            // A fresh field after each link: it shows what can be added, not what was.
            key={ticket.ciIds.length}
            label={t('side.addCi')}
            value={null}
            valueName={null}
            userId={ticket.requesterId}
            onChange={(ciId) => {
              if (ciId !== null) void link.run({ id: ticket.id, ciId, linked: true });
            }}
          />
        )}
        {link.error !== undefined && <ErrorNote error={link.error} onClose={link.clear} />}
        {may('orders.create') && ticket.type === 'incident' && (
          <Box>
            <Button
              size="small"
              onClick={() => openRoute({ page: 'order-new', ciId: ticket.ciId, ticketId: ticket.id })}
            >
              {t('side.order')}
            </Button>
          </Box>
        )}
      </Box>
    </Section>
  );
};
