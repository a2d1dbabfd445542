import Warning from '@mui/icons-material/Warning';
import { Box, Button, ButtonBase, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import type { ConfigItemDetail, RelatedConfigItem } from '#contracts/config-items.ts';
import type { ConfigItemRow } from '#contracts/shared.ts';
import { IMPACT_BOUNDS } from '#domain/config-items/impact.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { ConfigItemClassIcon } from '#renderer/shared/records/config-item-class-icon.tsx';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { StatusChip } from '#renderer/shared/ui/chips.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { inTreeOrder } from './dependency-tree.ts';

const INDENT = 2;

type LineProps = { readonly ci: ConfigItemRow; readonly hint: string; readonly depth?: number };

const ConfigItemTreeLine = ({ ci, hint, depth = 0 }: LineProps): ReactNode => (
  <Box component="li" sx={{ pl: depth * INDENT }}>
    <ButtonBase
      onClick={() => openRoute({ page: 'ci', id: ci.id }, ci.name)}
      sx={{
        width: '100%',
        minHeight: 28,
        gap: 1,
        px: 0.5,
        borderRadius: 0.5,
        fontSize: 13,
        justifyContent: 'flex-start',
        textAlign: 'start',
        '&:hover': { bgcolor: 'action.hover' },
      }}
    >
      <ConfigItemClassIcon ciClass={ci.ciClass} size={18} />
      <Box component="span" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        {ci.name}{' '}
        <Box component="span" sx={{ color: 'text.secondary', fontSize: 12 }}>
          {hint}
        </Box>
      </Box>
      <StatusChip status={ci.status} />
    </ButtonBase>
  </Box>
);

type GroupProps = { readonly title: string; readonly related: readonly RelatedConfigItem[] };

const Group = ({ title, related }: GroupProps): ReactNode => {
  const t = useText('configItems');
  if (related.length === 0) return null;
  const hintOf = ({ relation }: RelatedConfigItem): string =>
    joined([
      t(`relation.${relation.kind}`),
      relation.label,
      relation.minUp === null
        ? null
        : t('dependencies.redundant', { minUp: relation.minUp, group: relation.group ?? '' }),
    ]);
  return (
    <Box sx={{ mb: 1 }}>
      <Typography component="h3" variant="caption" color="textSecondary">
        {title} ({related.length})
      </Typography>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {related.map((one) => (
          <ConfigItemTreeLine key={one.relation.id} ci={one.ci} hint={hintOf(one)} />
        ))}
      </Box>
    </Box>
  );
};

const Impact = ({ ciId, ciName }: { readonly ciId: string; readonly ciName: string }): ReactNode => {
  const t = useText('configItems');
  const live = useLive('configItems.impact', { id: ciId });
  const reached = live.data?.rows;
  const rows = useMemo(() => inTreeOrder(ciId, reached ?? []), [ciId, reached]);
  const nameOf = (id: string): string =>
    id === ciId ? ciName : (rows.find((row) => row.id === id)?.name ?? '');
  return (
    <Boundary live={live} lines={3}>
      {({ cut }) => (
        <Box role="region" aria-label={t('dependencies.impact')}>
          <Typography variant="body2" sx={{ fontWeight: 600 }}>
            {rows.length === 0
              ? t('dependencies.impactNone')
              : t('dependencies.impactCount', { count: rows.length })}
          </Typography>
          {cut !== null && (
            <Typography variant="body2" color="textSecondary">
              {t(`dependencies.cut.${cut}`, { most: IMPACT_BOUNDS[cut] })}
            </Typography>
          )}
          <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
            {rows.map((row) => (
              <ConfigItemTreeLine
                key={row.id}
                ci={row}
                depth={row.depth - 1}
                hint={`${t('dependencies.depth', { depth: row.depth })} · ${t('dependencies.via', { name: nameOf(row.viaId) })}`}
              />
            ))}
          </Box>
        </Box>
      )}
    </Boundary>
  );
};

/** What the item needs, what needs it, what it is connected to, and on demand everything a failure of it reaches. */
export const ConfigItemDependencies = ({ detail }: { readonly detail: ConfigItemDetail }): ReactNode => {
  const t = useText('configItems');
  const [showsImpact, setShowsImpact] = useState(false);
  const { needs, neededBy, connected, ci } = detail;
  const isEmpty = needs.length + neededBy.length + connected.length === 0;
  return (
    <Section
      title={t('section.dependencies')}
      actions={
        <Button
          size="small"
          startIcon={<Warning />}
          aria-expanded={showsImpact}
          onClick={() => setShowsImpact(!showsImpact)}
        >
          {t(showsImpact ? 'dependencies.hideImpact' : 'dependencies.impact')}
        </Button>
      }
    >
      {showsImpact && <Impact ciId={ci.id} ciName={ci.name} />}
      {isEmpty && (
        <Typography variant="body2" color="textSecondary">
          {t('dependencies.empty')}
        </Typography>
      )}
      <Group title={t('dependencies.needs')} related={needs} />
      <Group title={t('dependencies.neededBy')} related={neededBy} />
      <Group title={t('dependencies.connected')} related={connected} />
    </Section>
  );
};
