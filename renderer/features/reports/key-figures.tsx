import { Box, Link, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { Dashboard } from '#contracts/reports.ts';
import { formatCount } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { totalOf } from './chart-data.ts';
import { hoursWords, shareWords } from './chart-words.ts';
import { type Drill, openDrill } from './drill.ts';

type FigureProps = {
  readonly label: string;
  readonly value: string;
  readonly links?: readonly { readonly text: string; readonly drill: Drill }[];
  readonly hint?: string;
};

const Figure = ({ label, value, links = [], hint }: FigureProps): ReactNode => (
  <Box
    sx={{ border: 1, borderColor: 'divider', borderRadius: 1, bgcolor: 'background.paper', px: 1.5, py: 1 }}
  >
    <Typography component="h2" variant="caption" color="textSecondary">
      {label}
    </Typography>
    <Typography sx={{ fontSize: 24, fontWeight: 650, lineHeight: 1.2, fontVariantNumeric: 'tabular-nums' }}>
      {value}
    </Typography>
    <Box sx={{ display: 'flex', gap: 1.5, minHeight: 18, fontSize: 12, color: 'text.secondary' }}>
      {hint}
      {links.map(({ text, drill }) => (
        <Link key={text} component="button" onClick={() => openDrill(drill)} sx={{ fontSize: 12 }}>
          {text}
        </Link>
      ))}
    </Box>
  </Box>
);

/** The five figures a lead looks at first. */
export const KeyFigures = ({ dashboard }: { readonly dashboard: Dashboard }): ReactNode => {
  const t = useText('reports');
  const { withinTarget, meanTimeToResolve } = dashboard;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))' }}>
      <Figure label={t('figure.opened')} value={formatCount(totalOf(dashboard.opened))} />
      <Figure label={t('figure.resolved')} value={formatCount(totalOf(dashboard.resolved))} />
      <Figure label={t('figure.backlog')} value={formatCount(totalOf(dashboard.backlogByPriority))} />
      <Figure
        label={t('figure.withinTarget')}
        value={shareWords(withinTarget.share)}
        links={
          withinTarget.share === null
            ? []
            : [
                {
                  text: t('figure.met', { count: withinTarget.met }),
                  drill: { title: t('drill.met'), filter: withinTarget.metDrill },
                },
                {
                  text: t('figure.breached', { count: withinTarget.breached }),
                  drill: { title: t('drill.breached'), filter: withinTarget.breachedDrill },
                },
              ]
        }
      />
      <Figure
        label={t('figure.meanTimeToResolve')}
        value={hoursWords(t, meanTimeToResolve.hours)}
        hint={t('figure.ofResolved', { count: meanTimeToResolve.count })}
      />
    </Box>
  );
};
