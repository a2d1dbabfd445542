import DoneAll from '@mui/icons-material/DoneAll';
import NotificationsNone from '@mui/icons-material/NotificationsNone';
import { Box, Button, FormControlLabel, Switch, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { Notice } from '#contracts/notices.ts';
import type { Names } from '#contracts/shared.ts';
import { formatCount, formatInstant } from '#renderer/shared/format/format.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRecord } from '#renderer/shared/navigation/record-route.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { noticeWords } from '#renderer/shared/records/notice-words.ts';
import { CardList } from '#renderer/shared/table/card-list.tsx';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { NoticeChoicesPart } from './notice-choices.tsx';

/** Pixels of a notice with a line of words. */
const ROW_HEIGHT = 62;

const markRead = async (ids?: readonly string[]): Promise<void> => {
  const reply = await host.command('notices.read', ids === undefined ? {} : { ids: [...ids] });
  if (!reply.ok) notify('error', errorText(reply.error));
};

/** Opens what a notice is about; whoever has seen it has read it. */
const open = (notice: Notice): void => {
  if (notice.readAt === null) void markRead([notice.id]);
  openRecord('tickets', { id: notice.ticketId, type: notice.type }, notice.number);
};

const Row = ({ notice, names }: { readonly notice: Notice; readonly names: Names }): ReactNode => {
  const t = useText('notices');
  const isUnread = notice.readAt === null;
  return (
    <Box
      component="button"
      type="button"
      onClick={() => open(notice)}
      sx={{
        width: '100%',
        textAlign: 'start',
        font: 'inherit',
        color: 'inherit',
        cursor: 'pointer',
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'divider',
        borderLeft: 4,
        borderLeftColor: isUnread ? 'primary.main' : 'divider',
        borderRadius: 1,
        px: 1.5,
        py: 0.75,
        '&:hover': { borderColor: 'text.secondary' },
        '&:focus-visible': { outline: 2, outlineColor: 'primary.main', outlineOffset: 1 },
      }}
    >
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline', fontSize: 13, flexWrap: 'wrap' }}>
        <Box component="span" sx={{ fontWeight: isUnread ? 700 : 400 }}>
          {noticeWords(notice, names)}
        </Box>
        {isUnread && (
          <Box component="span" sx={{ color: 'primary.main' }}>
            {t('new')}
          </Box>
        )}
        <Box sx={{ flex: 1 }} />
        <Typography component="time" variant="caption" color="textSecondary" dateTime={notice.at}>
          {formatInstant(notice.at)}
        </Typography>
      </Box>
      <Box sx={{ fontSize: 14, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {notice.number}
        </Box>{' '}
        <bdi>{notice.title}</bdi>
      </Box>
      {notice.text !== null && (
        <Box
          dir="auto"
          sx={{
            fontSize: 13,
            color: 'text.secondary',
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          {notice.text}
        </Box>
      )}
    </Box>
  );
};

/** What one was told of: the newest first, and what one wants to hear. */
export const NoticesPage = (): ReactNode => {
  const t = useText('notices');
  const [unreadOnly, setUnreadOnly] = useState(false);
  const { live, windowOffset, onWindow } = useWindow('notices.list', { unreadOnly });
  const unread = live.data?.unread ?? 0;
  return (
    <Page
      fill
      title={t('title')}
      subtitle={unread > 0 ? t('unread', { count: unread, shown: formatCount(unread) }) : undefined}
      actions={
        <>
          <FormControlLabel
            control={
              <Switch
                size="small"
                checked={unreadOnly}
                onChange={(event) => setUnreadOnly(event.target.checked)}
              />
            }
            label={t('unreadOnly')}
            slotProps={{ typography: { variant: 'body2' } }}
          />
          <Button
            size="small"
            startIcon={<DoneAll />}
            disabled={unread === 0}
            onClick={() => void markRead()}
          >
            {t('readAll')}
          </Button>
        </>
      }
    >
      <Box
        sx={{
          height: '100%',
          display: 'grid',
          gap: 2,
          px: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 280px' },
          gridTemplateRows: { xs: 'minmax(160px, 1fr) auto', md: 'minmax(0, 1fr)' },
        }}
      >
        <Box sx={{ minHeight: 0, minWidth: 0 }}>
          <Boundary
            live={live}
            empty={(data) =>
              data.total === 0 ? (
                <EmptyNote icon={<NotificationsNone />} title={t('none')} hint={t('noneHint')} />
              ) : null
            }
          >
            {(data) => (
              <CardList
                label={t('title')}
                total={data.total}
                rows={data.rows}
                windowOffset={windowOffset}
                onWindow={onWindow}
                estimate={ROW_HEIGHT}
                gap={6}
                render={(notice) => <Row notice={notice} names={data.names} />}
              />
            )}
          </Boundary>
        </Box>
        <NoticeChoicesPart />
      </Box>
    </Page>
  );
};
