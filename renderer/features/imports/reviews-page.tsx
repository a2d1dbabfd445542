import RuleOutlined from '@mui/icons-material/RuleOutlined';
import { Box, FormControlLabel, Switch, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { formatCount } from '#renderer/shared/format/format.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { CardList } from '#renderer/shared/table/card-list.tsx';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { ReviewCard } from './review-card.tsx';
import { ReviewResults, type Told } from './review-results.tsx';

/** Pixels of a card with one candidate. */
const CARD_HEIGHT = 210;

/** Devices that an import could not tell: each waits for somebody to say which item it is. */
export const ReviewsPage = (): ReactNode => {
  const t = useText('imports');
  const [isAll, setAll] = useState(false);
  const [told, setTold] = useState<readonly Told[]>([]);
  const { live, windowOffset, onWindow } = useWindow('imports.reviews', { openOnly: !isAll });
  const open = live.data?.open ?? 0;
  return (
    <Page
      fill
      title={t('undecided.title')}
      subtitle={open > 0 ? t('undecided.count', { count: open, shown: formatCount(open) }) : undefined}
      actions={
        <FormControlLabel
          control={<Switch size="small" checked={isAll} onChange={(_event, checked) => setAll(checked)} />}
          label={t('undecided.all')}
        />
      }
    >
      <Boundary
        live={live}
        empty={(data) =>
          data.total === 0 && told.length === 0 ? (
            <EmptyNote icon={<RuleOutlined />} title={t('undecided.none')} hint={t('undecided.noneHint')} />
          ) : null
        }
      >
        {(data) => (
          <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', gap: 1.5, pl: 2 }}>
            <Typography variant="body2" color="textSecondary" sx={{ maxWidth: 1280, pr: 2 }}>
              {t('undecided.explain')}
            </Typography>
            <ReviewResults told={told} />
            <Box sx={{ flex: 1, minHeight: 0 }}>
              <CardList
                label={t('undecided.title')}
                total={data.total}
                rows={data.rows}
                windowOffset={windowOffset}
                onWindow={onWindow}
                estimate={CARD_HEIGHT}
                gap={12}
                render={(row) => (
                  <ReviewCard
                    row={row}
                    names={data.names}
                    onDone={(one) =>
                      setTold((before) => [one, ...before.filter(({ id }) => id !== one.id)].slice(0, 5))
                    }
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
