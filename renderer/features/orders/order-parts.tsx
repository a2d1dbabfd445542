import ArrowForward from '@mui/icons-material/ArrowForward';
import CheckCircle from '@mui/icons-material/CheckCircle';
import Phone from '@mui/icons-material/Phone';
import RadioButtonUnchecked from '@mui/icons-material/RadioButtonUnchecked';
import Schedule from '@mui/icons-material/Schedule';
import { Box, ButtonBase, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { OrderDevice } from '#domain/fields/orders.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { phoneLinks } from '#renderer/shared/people/contact-links.tsx';
import { type FactRow, RecordFacts } from '#renderer/shared/record/record-facts.tsx';
import { ConfigItemClassIcon } from '#renderer/shared/records/config-item-class-icon.tsx';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { useOrderWork } from './order-work.ts';

/** From where to where, when and whom to call; big enough to read while carrying a box. */
export const OrderJourney = (): ReactNode => {
  const { order, names, person } = useOrderWork().detail;
  const place = (id: string | null): string | null => (id === null ? null : nameOf(names, id));
  const from = place(order.placeId);
  // A swap's target place is the store of the old device, not where the journey goes.
  const to = order.type === 'swap' ? null : place(order.targetPlaceId);
  const phone = order.contactPhone ?? person?.phones[0] ?? null;
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        columnGap: 2,
        rowGap: 0.25,
        flexWrap: 'wrap',
        fontSize: 14,
        '& svg': { fontSize: 16, verticalAlign: 'text-bottom', color: 'text.secondary' },
      }}
    >
      {(from !== null || to !== null) && (
        <span>
          {from} {to !== null && <ArrowForward />} <strong>{to}</strong>
        </span>
      )}
      {order.plannedStart !== null && (
        <span>
          <Schedule /> {formatInstant(order.plannedStart)}
        </span>
      )}
      {person !== null && <bdi>{person.name}</bdi>}
      {phone !== null && (
        <span>
          <Phone /> {phoneLinks([phone])}
        </span>
      )}
    </Box>
  );
};

const Device = ({ device }: { readonly device: OrderDevice }): ReactNode => {
  const t = useText('orders');
  const { detail } = useOrderWork();
  const ci = detail.devices.find(({ id }) => id === device.ciId);
  const labels = [
    t(`device.role.${device.role}`),
    ci?.assetTag == null ? null : t('device.tag', { tag: ci.assetTag }),
    ci?.serial == null ? null : t('device.serial', { serial: ci.serial }),
  ];
  const isConfirmed = device.confirmedAt !== null;
  return (
    <Box component="li">
      <ButtonBase
        data-device={device.id}
        onClick={() => openRoute({ page: 'ci', id: device.ciId }, ci?.name ?? '')}
        sx={{
          width: '100%',
          minHeight: 44,
          gap: 1,
          borderRadius: 0.5,
          justifyContent: 'flex-start',
          textAlign: 'start',
          '&:hover': { bgcolor: 'action.hover' },
        }}
      >
        {ci !== undefined && <ConfigItemClassIcon ciClass={ci.ciClass} size={20} />}
        <Box component="span" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
          <Box component="span" sx={{ display: 'block', fontWeight: 600, fontSize: 14 }}>
            {ci?.name ?? nameOf({}, device.ciId)}
          </Box>
          <Box component="span" sx={{ display: 'block', fontSize: 12, color: 'text.secondary' }}>
            {joined(labels)}
          </Box>
          <Box
            component="span"
            sx={{ display: 'block', fontSize: 12, color: isConfirmed ? 'success.main' : 'text.secondary' }}
          >
            {isConfirmed ? t('device.confirmed', { code: device.confirmedCode ?? '' }) : t('device.awaiting')}
          </Box>
        </Box>
        {isConfirmed ? (
          <CheckCircle sx={{ color: 'success.main' }} aria-hidden />
        ) : (
          <RadioButtonUnchecked sx={{ color: 'text.disabled' }} aria-hidden />
        )}
      </ButtonBase>
    </Box>
  );
};

/** The devices with their confirmation marks. */
export const DevicesPart = (): ReactNode => {
  const t = useText('orders');
  const { devices } = useOrderWork().detail.order;
  return (
    <Section title={t('page.devices')}>
      {devices.length === 0 && <Typography variant="body2">{t('nothing')}</Typography>}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {devices.map((device) => (
          <Device key={device.id} device={device} />
        ))}
      </Box>
    </Section>
  );
};

/** Who, where, when and how to reach them. */
export const ParticularsPart = (): ReactNode => {
  const t = useText('orders');
  const { page, detail } = useOrderWork();
  const { order, person } = detail;
  const isSwap = order.type === 'swap';
  const phone = (value: unknown): ReactNode =>
    phoneLinks(typeof value === 'string' ? [value] : (person?.phones ?? []));
  const rows: readonly FactRow[] = [
    'personId',
    { path: 'contactPhone', show: phone },
    'placeId',
    { path: 'targetPlaceId', ...(isSwap ? { label: t('new.oldTargetPlace') } : {}) },
    'targetUserId',
    'requestedFor',
    'plannedStart',
    'plannedEnd',
    'dueAt',
    ...(isSwap ? ['carryOver', 'oldDeviceStatus'] : []),
    'ticketId',
    'startedAt',
    'completedAt',
    'timeSpentMinutes',
    'completionNotes',
    'description',
    'tags',
  ];
  return (
    <Section title={t('page.facts')}>
      <RecordFacts view={page} rows={rows} />
    </Section>
  );
};
