import TaskAlt from '@mui/icons-material/TaskAlt';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import { formatCount } from '#renderer/shared/format/format.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { CardList } from '#renderer/shared/table/card-list.tsx';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { ConflictCard } from './conflict-card.tsx';
import { DecidedEdits } from './decided-edits.tsx';

/** Pixels of a card with short values. */
const CARD_HEIGHT = 190;

/** Two people changed the same field: every such clash waits here for a decision. */
export const ConflictsPage = (): ReactNode => {
  const t = useText('conflicts');
  const { live, windowOffset, onWindow } = useWindow('conflicts.list', {});
  // Kept here and not in the cards: a card that is scrolled out of sight is taken down. What is typed into it is a draft.
  const [editing, setEditing] = useState<ReadonlyMap<string, boolean>>(new Map());
  const count = live.data?.total ?? 0;
  const yours = live.data?.yours ?? 0;
  const ofYours = yours > 0 ? [t('yours', { count: yours, shown: formatCount(yours) })] : [];
  return (
    <Page
      fill
      title={t('title')}
      subtitle={
        count > 0 ? joined([t('count', { count, shown: formatCount(count) }), ...ofYours]) : undefined
      }
    >
      {/* Whether a conflict is decided can only be told while all of them are loaded. */}
      {live.data !== undefined && live.data.rows.length === live.data.total && (
        <DecidedEdits openIds={live.data.rows.map((row) => row.id)} />
      )}
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
                    isEditing={editing.get(row.id)}
                    onEditing={(isEditing) => setEditing((before) => new Map(before).set(row.id, isEditing))}
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
