import TaskAlt from '@mui/icons-material/TaskAlt';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { ConflictCard } from './conflict-card.tsx';

/** Two people changed the same field: every such clash waits here for a decision. */
export const ConflictsPage = (): ReactNode => {
  const t = useText('conflicts');
  const live = useLive('conflicts.list', {});
  const count = live.data?.rows.length ?? 0;
  return (
    <Page title={t('title')} subtitle={count > 0 ? t('count', { count }) : undefined}>
      <Boundary
        live={live}
        empty={(data) =>
          data.rows.length === 0 ? (
            <EmptyNote icon={<TaskAlt />} title={t('none')} hint={t('noneHint')} />
          ) : null
        }
      >
        {(data) => (
          <Stack spacing={1.5} sx={{ maxWidth: 1280 }}>
            <Typography variant="body2" color="textSecondary">
              {t('explain')}
            </Typography>
            <Stack component="ul" spacing={1.5} sx={{ m: 0, p: 0, listStyle: 'none' }}>
              {data.rows.map((row) => (
                <ConflictCard key={row.id} row={row} names={data.names} />
              ))}
            </Stack>
          </Stack>
        )}
      </Boundary>
    </Page>
  );
};
