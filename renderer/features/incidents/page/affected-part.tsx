import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { Affected } from '#contracts/incidents.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ciRow, LinkedRecords } from '#renderer/shared/record/linked-records.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';

/** Items listed before it is said how many more there are. */
const SHOWN = 12;

const Heading = ({ children }: { readonly children: string }): ReactNode => (
  <Typography component="h3" variant="caption" color="textSecondary" sx={{ display: 'block', mt: 0.5 }}>
    {children}
  </Typography>
);

const Names = ({ title, names }: { readonly title: string; readonly names: readonly string[] }): ReactNode =>
  names.length === 0 ? null : (
    <>
      <Heading>{title}</Heading>
      <Box component="ul" aria-label={title} sx={{ m: 0, pl: 2.25, fontSize: 13 }}>
        {names.map((name) => (
          <li key={name}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </Box>
    </>
  );

/** What the incident and its children name, and what of the CMDB depends on it. */
export const AffectedPart = ({ id }: { readonly id: string }): ReactNode => {
  const t = useText('incidents');
  const live = useLive('incidents.affected', { id });
  const found: Affected = live.data ?? { services: [], items: [], itemsTotal: 0, places: [] };
  const { services, items, itemsTotal, places } = found;
  const shown = items.slice(0, SHOWN);
  const more = itemsTotal - shown.length;
  const isNothing = services.length + itemsTotal + places.length === 0;
  return (
    <Section title={t('major.affected')} coming={live.coming}>
      {isNothing && (
        <Typography variant="body2" color="textSecondary">
          {t('major.affectedNone')}
        </Typography>
      )}
      <Names
        title={t('major.services')}
        names={services.map(({ name, isNamed }) => (isNamed ? name : t('major.depends', { name })))}
      />
      {shown.length > 0 && <Heading>{t('major.items')}</Heading>}
      <LinkedRecords rows={shown.map(ciRow)} />
      {more > 0 && (
        <Typography variant="caption" color="textSecondary">
          {t('major.more', { count: more })}
        </Typography>
      )}
      <Names title={t('major.places')} names={places.map(({ name }) => name)} />
    </Section>
  );
};
