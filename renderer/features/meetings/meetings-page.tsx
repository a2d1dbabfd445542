import Add from '@mui/icons-material/Add';
import GroupsOutlined from '@mui/icons-material/GroupsOutlined';
import { Box, Button, Link, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { ulid } from 'ulid';
import type { MeetingRow } from '#contracts/meetings.ts';
import type { Names } from '#contracts/shared.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { StageChip } from './stage-chip.tsx';

const Line = ({ row, names }: { readonly row: MeetingRow; readonly names: Names }): ReactNode => {
  const t = useText('meetings');
  return (
    <Box component="li" sx={{ py: 1, borderBottom: 1, borderColor: 'divider', minWidth: 0 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', minWidth: 0 }}>
        <Link
          component="button"
          variant="body1"
          dir="auto"
          onClick={() => openRoute({ page: 'meeting', id: row.id }, row.title)}
          sx={{ fontWeight: 600, textAlign: 'start', overflowWrap: 'anywhere', minWidth: 0, flex: 1 }}
        >
          {row.title}
        </Link>
        <StageChip meeting={row} />
      </Box>
      <Typography variant="body2">
        {joined(
          [row.startsAt, row.endsAt].filter((at) => at !== null).map((at) => formatInstant(at)),
          ' – ',
        )}
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
        {joined([
          row.venue === undefined || row.venue === '' ? null : row.venue,
          row.chairId == null ? null : t('led', { name: nameOf(names, row.chairId) }),
          row.items === 0 ? null : t('decidedOf', { decided: row.decided, count: row.items }),
        ])}
      </Typography>
    </Box>
  );
};

/** The meetings of the change advisory board: those to come, then those that were. */
export const MeetingsPage = (): ReactNode => {
  const t = useText('meetings');
  const may = useMay();
  const live = useLive('meetings.list', {});
  return (
    <Page
      title={t('pages.list')}
      subtitle={t('subtitle')}
      actions={
        may('meetings.create') && (
          <Button
            size="small"
            variant="contained"
            startIcon={<Add />}
            onClick={() => openRoute({ page: 'meeting-new', draftId: ulid() })}
          >
            {t('pages.new')}
          </Button>
        )
      }
    >
      <Boundary
        live={live}
        empty={({ rows }) =>
          rows.length === 0 ? (
            <EmptyNote icon={<GroupsOutlined />} title={t('empty')} hint={t('emptyHint')} />
          ) : null
        }
      >
        {({ rows, names }) => (
          <Box
            component="ul"
            aria-label={t('pages.list')}
            sx={{ m: 0, p: 0, listStyle: 'none', maxWidth: 960 }}
          >
            {rows.map((row) => (
              <Line key={row.id} row={row} names={names} />
            ))}
          </Box>
        )}
      </Boundary>
    </Page>
  );
};
