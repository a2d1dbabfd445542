import CrisisAlert from '@mui/icons-material/CrisisAlert';
import { Box, ButtonBase, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { MajorRow } from '#contracts/incidents.ts';
import { MAJOR_VIEWS, type MajorView } from '#domain/incidents/major-views.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { foundWords } from '#renderer/shared/record/found-words.ts';
import { stateReason, valueWord } from '#renderer/shared/record/words.ts';
import { TicketMarks } from '#renderer/shared/records/ticket-marks.tsx';
import { CardList } from '#renderer/shared/table/card-list.tsx';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { PriorityMark, StateChip } from '#renderer/shared/ui/chips.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { NextUpdate } from './page/major-part.tsx';

const KIND = { collection: 'tickets', type: 'incident' } as const;
/** Pixels of a card with a reason of one line. */
const CARD_HEIGHT = 96;

const useMajorView = (): MajorView => {
  const chosen = useNavigation(({ views }) => views.majors)?.id;
  return MAJOR_VIEWS.find((view) => view === chosen) ?? 'open';
};

const MajorCard = ({ row }: { readonly row: MajorRow }): ReactNode => {
  const t = useText('incidents');
  const { id, number, title, majorState, said, state } = row;
  return (
    <ButtonBase
      onClick={() => openRoute({ page: 'ticket', id }, number)}
      sx={{
        ...{ width: '100%', display: 'grid', gap: 0.25, justifyItems: 'start', textAlign: 'start' },
        gridTemplateColumns: 'minmax(0, 1fr)',
        ...{
          px: 1.5,
          py: 1,
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          bgcolor: 'background.paper',
        },
        '&:hover': { borderColor: 'text.secondary' },
      }}
    >
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          columnGap: 1,
          rowGap: 0.5,
          alignItems: 'center',
          width: '100%',
        }}
      >
        <Typography component="span" variant="body2" color="textSecondary">
          {number}
        </Typography>
        <Typography
          component="span"
          variant="body1"
          dir="auto"
          sx={{ fontWeight: 600, overflowWrap: 'anywhere', minWidth: 0 }}
        >
          {title}
        </Typography>
        <TicketMarks majorState={majorState} escalation={row.escalation} />
        <StateChip type={row.type} state={state} because={stateReason(row)} />
        {majorState !== null && majorState !== 'accepted' && (
          <Typography component="span" variant="body2">
            {valueWord(KIND, 'majorState', majorState)}
          </Typography>
        )}
        <Box sx={{ flex: 1 }} />
        <NextUpdate at={row.nextUpdateAt} />
        {state === 'resolved' && majorState === 'accepted' && (
          <Typography component="span" variant="body2" color={row.isReviewed ? 'success' : 'warning'}>
            {t(row.isReviewed ? 'majors.reviewed' : 'majors.notReviewed')}
          </Typography>
        )}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, fontSize: 13, color: 'text.secondary' }}>
        <PriorityMark priority={row.priority} />
        <span>
          {joined([
            row.teamName,
            row.assigneeName ?? t('majors.nobody'),
            row.ciName,
            row.children === 0 ? null : t('majors.children', { count: row.children }),
            t('majors.opened', { when: formatInstant(row.openedAt) }),
          ])}
        </span>
      </Box>
      {said !== null && (
        <Typography variant="body2" color="textSecondary" dir="auto" sx={{ overflowWrap: 'anywhere' }}>
          {joined([said.byName, formatInstant(said.at), said.text])}
        </Typography>
      )}
    </ButtonBase>
  );
};

/** Major incidents: those that are open with their next update, those that wait for a decision, and those to be reviewed. */
export const MajorsPage = (): ReactNode => {
  const t = useText('incidents');
  const view = useMajorView();
  const { live, windowOffset, onWindow, resetKey } = useWindow('incidents.majors', { view });
  return (
    <Page fill title={t('common:pages.majors')} subtitle={<span role="status">{foundWords(live.data)}</span>}>
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', px: 2 }}>
        <ToggleButtonGroup
          exclusive
          size="small"
          value={view}
          aria-label={t('majors.view')}
          onChange={(_event, next: MajorView | null) => {
            if (next !== null) useNavigation.getState().showView('majors', next);
          }}
          sx={{ flexWrap: 'wrap', py: 0.75 }}
        >
          {MAJOR_VIEWS.map((one) => (
            <ToggleButton
              key={one}
              value={one}
              sx={{ px: 1.5, textTransform: 'none', color: 'text.secondary' }}
            >
              {t(`majors.views.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <Box sx={{ flex: 1, minHeight: 0 }}>
          <Boundary
            live={live}
            empty={({ total }) =>
              total === 0 ? (
                <EmptyNote icon={<CrisisAlert />} title={t('majors.empty')} hint={t('majors.emptyHint')} />
              ) : null
            }
          >
            {({ rows, total }) => (
              <CardList
                key={resetKey}
                label={t('common:pages.majors')}
                {...{ total, rows, windowOffset, onWindow }}
                estimate={CARD_HEIGHT}
                gap={6}
                render={(row) => <MajorCard row={row} />}
              />
            )}
          </Boundary>
        </Box>
      </Box>
    </Page>
  );
};
