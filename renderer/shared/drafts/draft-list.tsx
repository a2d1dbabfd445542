import Delete from '@mui/icons-material/Delete';
import { Box, Button, IconButton, Tooltip, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import { formatRelative } from '#renderer/shared/format/format.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { pageSpec } from '#renderer/shared/navigation/registry.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { keysOfDraft, routeOfDraft } from './draft-routes.ts';
import { drafts } from './drafts.ts';

/** Throws a draft away with all that belongs to it; why it could not, if it could not. */
const discardDraft = async (personId: string, key: string): Promise<ReplyError | undefined> => {
  const kept = await host.query('drafts.get', { key, personId });
  if (!kept.ok) return kept.error;
  drafts.discard({ scope: personId, key });
  for (const one of keysOfDraft(key, kept.data?.fields ?? {})) {
    const reply = await host.command('drafts.discard', { key: one, personId });
    if (!reply.ok) return reply.error;
  }
  return undefined;
};

/** Drafts of earlier hours or an earlier run, to go on with. `except` is the draft that is on the screen already. */
export const DraftList = ({ except = null }: { readonly except?: string | null }): ReactNode => {
  const t = useText('common');
  const user = useSessionUser();
  const nowMs = useNow();
  const live = useLive('drafts.list', {});
  const rows = (live.data?.rows ?? []).flatMap((row) => {
    const route = row.key === except ? null : routeOfDraft(row.key);
    return route === null ? [] : [{ ...row, route, name: row.label || t(pageSpec(route.page).title) }];
  });
  const [error, setError] = useState<ReplyError>();
  if (rows.length === 0 && error === undefined) return null;

  const discard = async (key: string): Promise<void> => setError(await discardDraft(user.personId, key));
  return (
    <Box component="section" aria-label={t('drafts.title')}>
      <Typography variant="subtitle2" component="h2">
        {t('drafts.title')}
      </Typography>
      {error !== undefined && <ErrorNote error={error} onClose={() => setError(undefined)} />}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {rows.map((row) => (
          <Box component="li" key={row.key} sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
            <Typography variant="body2" noWrap sx={{ minWidth: 0, flex: 1 }} title={row.name}>
              {row.name}
            </Typography>
            <Typography variant="caption" color="textSecondary" noWrap>
              {formatRelative(row.savedAt, nowMs)}
            </Typography>
            <Button size="small" onClick={() => openRoute(row.route, row.label)}>
              {t('drafts.resume')}
            </Button>
            <Tooltip title={t('drafts.drop', { label: row.name })}>
              <IconButton
                size="small"
                aria-label={t('drafts.drop', { label: row.name })}
                onClick={() => void discard(row.key)}
              >
                <Delete fontSize="inherit" />
              </IconButton>
            </Tooltip>
          </Box>
        ))}
      </Box>
    </Box>
  );
};
