import { Alert, Box, Link, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { Effect } from '#domain/fields/base.ts';
import { allFieldsOf } from '#domain/fields/tables.ts';
import { nameIn } from '#domain/records/names.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { formatField } from '#renderer/shared/record/field-format.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { useOrderWork } from './order-work.ts';

const Target = ({ effect }: { readonly effect: Effect }): ReactNode => {
  const t = useText('orders');
  const { detail } = useOrderWork();
  const ci = detail.devices.find(({ id }) => id === effect.targetId);
  const name = ci?.name ?? nameIn(detail.names, effect.targetId);
  if (effect.collection !== 'configItems')
    return (
      <>
        {t(`effects.collection.${effect.collection}`)} {name}
      </>
    );
  return (
    <Link
      component="button"
      onClick={() => openRoute({ page: 'ci', id: effect.targetId }, name ?? effect.targetId)}
      sx={{ fontSize: 15, fontWeight: 600 }}
    >
      {name ?? t('effects.collection.configItems')}
    </Link>
  );
};

/** What completing the order changed in other records, with links to them. */
export const EffectsList = (): ReactNode => {
  const t = useText('orders');
  const { detail } = useOrderWork();
  const { effects } = detail.order;
  const valueText = ({ collection }: Effect, field: string, value: unknown): string | null =>
    formatField(field, value, {
      kind: { collection, type: null },
      table: allFieldsOf(collection),
      names: detail.names,
      closureCode: (code) => code,
    });
  return (
    <Section title={t('effects.title')}>
      <Alert severity="success" sx={{ mb: 1 }}>
        {t('page.done')}
      </Alert>
      {effects.length === 0 && <Typography variant="body2">{t('effects.none')}</Typography>}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {effects.map((effect) => (
          <li key={effect.id}>
            <Target effect={effect} />
            {Object.entries(effect.set).map(([field, value]) => (
              <Typography key={field} variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
                {fieldLabel(effect.collection, field)}
                {': '}
                {valueText(effect, field, value) ?? t('nothing')}
              </Typography>
            ))}
          </li>
        ))}
      </Box>
    </Section>
  );
};
