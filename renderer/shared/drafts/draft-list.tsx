import Delete from '@mui/icons-material/Delete';
import { Box, Button, IconButton, Tooltip, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { formatRelative } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { routeOfDraft } from './draft-routes.ts';
import { drafts } from './drafts.ts';

/** Drafts of earlier hours or an earlier run, to go on with. `except` is the draft that is on the screen already. */
export const DraftList = ({ except = null }: { readonly except?: string | null }): ReactNode => {
  const t = useText('common');
  const user = useSessionUser();
  const nowMs = useNow();
  const live = useLive('drafts.list', {});
  const rows = (live.data?.rows ?? []).flatMap((row) => {
    const route = row.key === except ? null : routeOfDraft(row.key);
    return route === null ? [] : [{ ...row, route }];
  });
  const drop = useCommand('drafts.discard');
  if (rows.length === 0 && drop.error === undefined) return null;

  const discard = (key: string): void => {
    drafts.discard({ scope: user.personId, key });
    void drop.run({ key });
  };
  return (
    <Box component="section" aria-label={t('drafts.title')}>
      <Typography variant="subtitle2" component="h2">
        {t('drafts.title')}
      </Typography>
      {drop.error !== undefined && <ErrorNote error={drop.error} onClose={drop.clear} />}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {rows.map((row) => (
          <Box component="li" key={row.key} sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
            <Typography variant="body2" noWrap sx={{ minWidth: 0, flex: 1 }} title={row.label}>
              {row.label}
            </Typography>
            <Typography variant="caption" color="textSecondary" noWrap>
              {formatRelative(row.savedAt, nowMs)}
            </Typography>
            <Button size="small" onClick={() => openRoute(row.route, row.label)}>
              {t('drafts.resume')}
            </Button>
            <Tooltip title={t('drafts.drop', { label: row.label })}>
              <IconButton
                size="small"
                aria-label={t('drafts.drop', { label: row.label })}
                onClick={() => discard(row.key)}
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
