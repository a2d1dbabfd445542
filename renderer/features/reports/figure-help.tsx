import InfoOutlined from '@mui/icons-material/InfoOutlined';
import { Box, IconButton, Tooltip } from '@mui/material';
import type { ReactNode } from 'react';
import type { KpiId } from '#domain/reports/kpis.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';

/** Figures whose meaning and formula are told. */
export type Helped = KpiId | 'backlogByPriority' | 'backlogByAge';

type FigureHelpProps = { readonly about: readonly Helped[]; readonly title: string };

/** What figures mean and how they are counted. */
export const FigureHelp = ({ about, title }: FigureHelpProps): ReactNode => {
  const t = useText('reports');
  return (
    <Tooltip
      disableInteractive={false}
      enterDelay={150}
      title={about.map((id) => (
        <Box key={id} sx={{ mb: 0.5 }}>
          <strong>{t(`kpi.${id}.meaning`)}</strong>
          <br />
          {t(`kpi.${id}.formula`)}
        </Box>
      ))}
    >
      <IconButton size="small" aria-label={t('what', { chart: title })} sx={{ p: 0.25 }}>
        <InfoOutlined sx={{ fontSize: 16 }} />
      </IconButton>
    </Tooltip>
  );
};
