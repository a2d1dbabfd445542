import Add from '@mui/icons-material/Add';
import CampaignOutlined from '@mui/icons-material/CampaignOutlined';
import { Box, Button, ButtonBase, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { ulid } from 'ulid';
import { ANNOUNCEMENT_LISTS, type AnnouncementList, type AnnouncementRow } from '#contracts/announcements.ts';
import type { Names } from '#contracts/shared.ts';
import { scopeOf } from '#domain/events/concern.ts';
import {
  ANNOUNCEMENT_KIND,
  latestText,
  SeverityChip,
  spanText,
} from '#renderer/shared/announcements/announcement-words.tsx';
import { formatList } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { NotListed } from '#renderer/shared/record/not-listed.tsx';
import { valueWord } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';

/** Of what it names so much is written out. */
const NAMED = 4;

type RowProps = { readonly row: AnnouncementRow; readonly names: Names };

const Row = ({ row, names }: RowProps): ReactNode => {
  const t = useText('announcements');
  const { ciIds, placeIds } = scopeOf(row);
  const ids = [...(row.serviceIds ?? []), ...ciIds, ...placeIds, ...(row.teamIds ?? [])];
  const scope = formatList(ids.slice(0, NAMED).map((id) => nameOf(names, id)));
  return (
    <Box component="li" sx={{ borderBottom: 1, borderColor: 'divider' }}>
      <ButtonBase
        onClick={() => openRoute({ page: 'announcement', id: row.id }, row.title)}
        sx={{
          display: 'block',
          width: '100%',
          textAlign: 'start',
          font: 'inherit',
          px: 1,
          py: 1,
          borderRadius: 1,
          '&:hover': { bgcolor: 'action.hover' },
        }}
      >
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', minWidth: 0 }}>
          <SeverityChip severity={row.severity} />
          <Typography variant="body2" dir="auto" noWrap sx={{ fontWeight: 600, minWidth: 0 }}>
            {row.title}
          </Typography>
          <Typography variant="caption" color="textSecondary" noWrap sx={{ flex: 1 }}>
            {joined([
              row.kind === undefined ? null : valueWord(ANNOUNCEMENT_KIND, 'kind', row.kind),
              row.active ? null : t('withdrawn'),
            ])}
          </Typography>
        </Box>
        <Typography variant="body2">{spanText(t, row)}</Typography>
        <Typography variant="body2" color="textSecondary" noWrap>
          {ids.length === 0
            ? t('audience.everybody')
            : joined([scope, ids.length > NAMED ? t('more', { count: ids.length - NAMED }) : null])}
        </Typography>
        <Typography variant="caption" color="textSecondary" dir="auto" noWrap component="div">
          {latestText(t, row)}
        </Typography>
      </ButtonBase>
    </Box>
  );
};

/** What is told now, what will be, and what was. */
export const AnnouncementsPage = (): ReactNode => {
  const t = useText('announcements');
  const may = useMay();
  const [list, setList] = useState<AnnouncementList>('current');
  const live = useLive('announcements.list', { list });
  return (
    <Page
      title={t('pages.list')}
      actions={
        <>
          <ToggleButtonGroup
            exclusive
            size="small"
            value={list}
            aria-label={t('lists.label')}
            onChange={(_event, next: AnnouncementList | null) => {
              if (next !== null) setList(next);
            }}
          >
            {ANNOUNCEMENT_LISTS.map((one) => (
              <ToggleButton key={one} value={one} sx={{ textTransform: 'none', py: 0.25 }}>
                {t(`lists.${one}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          {may('announcements.create') && (
            <Button
              size="small"
              variant="contained"
              startIcon={<Add />}
              onClick={() => openRoute({ page: 'announcement-new', draftId: ulid() })}
            >
              {t('pages.new')}
            </Button>
          )}
        </>
      }
    >
      <Boundary live={live}>
        {({ rows, more, names }) =>
          rows.length === 0 ? (
            <EmptyNote icon={<CampaignOutlined />} title={t(`empty.${list}`)} hint={t('empty.hint')} />
          ) : (
            <Box sx={{ maxWidth: 960 }}>
              <Box component="ul" aria-label={t('pages.list')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
                {rows.map((row) => (
                  <Row key={row.id} row={row} names={names} />
                ))}
              </Box>
              <NotListed more={more} />
            </Box>
          )
        }
      </Boundary>
    </Page>
  );
};
