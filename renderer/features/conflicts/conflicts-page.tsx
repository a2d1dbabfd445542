import TaskAlt from '@mui/icons-material/TaskAlt';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import { formatCount } from '#renderer/shared/format/format.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { CardList } from '#renderer/shared/ui/card-list.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { ConflictCard } from './conflict-card.tsx';

/** Pixels of a card with short values. */
const CARD_HEIGHT = 190;

/** Two people changed the same field: every such clash waits here for a decision. */
export const ConflictsPage = (): ReactNode => {
  const t = useText('conflicts');
  const { live, windowOffset, onWindow } = useWindow('conflicts.list', {});
  // Kept here and not in the cards: a card that is scrolled out of sight is taken down, what was typed into it must not go with it.
  const [edits, setEdits] = useState<ReadonlyMap<string, unknown>>(new Map());
  const edit = (id: string, change: { readonly value: unknown } | null): void =>
    setEdits((before) => {
      const after = new Map(before);
      if (change === null) after.delete(id);
      else after.set(id, change.value);
      return after;
    });
  const count = live.data?.total ?? 0;
  return (
    <Page
      fill
      title={t('title')}
      subtitle={count > 0 ? t('count', { count, shown: formatCount(count) }) : undefined}
    >
      <Boundary
        live={live}
        empty={(data) =>
          data.total === 0 ? <EmptyNote icon={<TaskAlt />} title={t('none')} hint={t('noneHint')} /> : null
        }
      >
        {(data) => (
          <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', gap: 1.5, pl: 2 }}>
            <Typography variant="body2" color="textSecondary" sx={{ maxWidth: 1280, pr: 2 }}>
              {t('explain')}
            </Typography>
            <Box sx={{ flex: 1, minHeight: 0 }}>
              <CardList
                label={t('title')}
                total={data.total}
                rows={data.rows}
                windowOffset={windowOffset}
                onWindow={onWindow}
                estimate={CARD_HEIGHT}
                gap={12}
                render={(row) => (
                  <ConflictCard
                    row={row}
                    names={data.names}
                    edit={edits.has(row.id) ? { value: edits.get(row.id) } : null}
                    onEdit={(change) => edit(row.id, change)}
                  />
                )}
              />
            </Box>
          </Box>
        )}
      </Boundary>
    </Page>
  );
};
