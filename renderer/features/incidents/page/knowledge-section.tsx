import Close from '@mui/icons-material/Close';
import { Box, Button, IconButton, Link, Tooltip, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRecord } from '#renderer/shared/navigation/record-route.ts';
import { TicketLines } from '#renderer/shared/people/ticket-lines.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { TicketPage } from './use-ticket-page.ts';

const MOST_TEXT = 2_000;
/** Beside a ticket only the best few are of use. */
const SHOWN = 5;

/** Linked known errors and articles, and those that may fit. */
export const KnowledgeSection = ({ page }: { readonly page: TicketPage }): ReactNode => {
  const t = useText('incidents');
  const { ticket, detail } = page;
  const link = useCommand('incidents.linkKnowledge');
  const mayLink = page.can('incidents.linkKnowledge');
  const isOpen = ticket.type === 'incident' && ticket.active;
  const suggested = useLive(
    'incidents.suggest',
    isOpen
      ? {
          text: `${ticket.title}\n${ticket.description}`.slice(0, MOST_TEXT),
          ciId: ticket.ciId,
          category: ticket.category,
          requesterId: ticket.requesterId,
          exceptId: ticket.id,
        }
      : null,
  );
  const entries = (suggested.data?.knowledge ?? [])
    .filter((entry) => !ticket.knowledgeIds.includes(entry.id))
    .slice(0, SHOWN);
  const similar = (suggested.data?.similar ?? []).slice(0, SHOWN);
  const name = (title: string, entry: { readonly id: string; readonly type: string }): ReactNode => (
    <Link
      component="button"
      underline="hover"
      onClick={() => openRecord('knowledge', entry, title)}
      sx={{ flex: 1, minWidth: 0, fontSize: 13, textAlign: 'start' }}
    >
      {title}
    </Link>
  );
  return (
    <Section title={t('side.knowledge')}>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.5 }}>
        {detail.knowledge.length === 0 && (
          <Typography variant="body2" color="textSecondary">
            {t('side.noKnowledge')}
          </Typography>
        )}
        {detail.knowledge.map((entry) => (
          <Box key={entry.id} sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
            {name(entry.title, entry)}
            {mayLink && (
              <Tooltip title={t('side.unlink', { name: entry.title })}>
                <IconButton
                  size="small"
                  aria-label={t('side.unlink', { name: entry.title })}
                  onClick={() => void link.run({ id: ticket.id, knowledgeId: entry.id, linked: false })}
                >
                  <Close fontSize="inherit" />
                </IconButton>
              </Tooltip>
            )}
          </Box>
        ))}
        {link.error !== undefined && <ErrorNote error={link.error} onClose={link.clear} />}
        {entries.length > 0 && (
          <Typography variant="caption" color="textSecondary">
            {t('side.suggestKnowledge')}
          </Typography>
        )}
        {entries.map((entry) => (
          <Box key={entry.id} sx={{ display: 'flex', alignItems: 'baseline', gap: 0.5 }}>
            {name(`${entry.number} ${entry.title}`, entry)}
            {mayLink && (
              <Button
                size="small"
                disabled={link.busy}
                title={t('side.insertWorkaround')}
                onClick={() =>
                  void link.run({
                    id: ticket.id,
                    knowledgeId: entry.id,
                    linked: true,
                    insertWorkaround: entry.workaround !== '',
                  })
                }
                sx={{ py: 0 }}
              >
                {t('side.link')}
              </Button>
            )}
          </Box>
        ))}
        {similar.length > 0 && (
          <Box>
            <Typography variant="caption" color="textSecondary">
              {t('suggest.similar')}
            </Typography>
            <TicketLines rows={similar} empty="" />
          </Box>
        )}
      </Box>
    </Section>
  );
};
