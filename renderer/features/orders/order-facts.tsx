import CheckCircle from '@mui/icons-material/CheckCircle';
import RadioButtonUnchecked from '@mui/icons-material/RadioButtonUnchecked';
import { Box, ButtonBase, Link, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { OrderDevice } from '#domain/fields/orders.ts';
import { formatDuration, formatInstant } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { JournalList } from '#renderer/shared/journal/journal-list.tsx';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { openRecord } from '#renderer/shared/navigation/record-route.ts';
import { CiClassIcon } from '#renderer/shared/records/ci-class-icon.tsx';
import { Facts } from '#renderer/shared/ui/facts.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { useOrderFieldWords } from './field-words.ts';
import { useOrderWork } from './order-work.ts';

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
        {ci !== undefined && <CiClassIcon ciClass={ci.ciClass} size={20} />}
        <Box component="span" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
          <Box component="span" sx={{ display: 'block', fontWeight: 600, fontSize: 14 }}>
            {ci?.name ?? device.ciId}
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

/** Who, where, when and how to reach them. */
const Particulars = (): ReactNode => {
  const t = useText('orders');
  const { detail } = useOrderWork();
  const { order, names, person, ticket } = detail;
  const name = (id: string | null): string | null => (id === null ? null : (names[id] ?? id));
  const facts = [
    {
      label: t('fields:personId'),
      value:
        person === null ? null : (
          <Link component="button" onClick={() => openRoute({ page: 'person', id: person.id }, person.name)}>
            {person.name}
          </Link>
        ),
    },
    { label: t('fields:contactPhone'), value: order.contactPhone ?? person?.phones.join(', ') ?? null },
    { label: t('fields:placeId'), value: name(order.placeId) },
    {
      label: t(order.type === 'swap' ? 'new.oldTargetPlace' : 'fields:targetPlaceId'),
      value: name(order.targetPlaceId),
    },
    { label: t('fields:targetUserId'), value: name(order.targetUserId) },
    { label: t('fields:requestedFor'), value: formatInstant(order.requestedFor) },
    { label: t('fields:plannedStart'), value: formatInstant(order.plannedStart) },
    { label: t('fields:plannedEnd'), value: formatInstant(order.plannedEnd) },
    { label: t('fields:teamId'), value: name(order.teamId) },
    { label: t('fields:assigneeId'), value: name(order.assigneeId) },
    {
      label: t('fields:carryOver'),
      value: order.type === 'swap' ? order.carryOver.map((part) => t(`carry.${part}`)).join(', ') : null,
    },
    {
      label: t('fields:oldDeviceStatus'),
      value: order.oldDeviceStatus === null ? null : t(`oldStatus.${order.oldDeviceStatus}`),
    },
    {
      label: t('page.ticket'),
      value:
        ticket === null ? null : (
          <Link component="button" onClick={() => openRecord('tickets', ticket, ticket.number)}>
            {ticket.number}
          </Link>
        ),
    },
    { label: t('fields:startedAt'), value: formatInstant(order.startedAt) },
    { label: t('fields:completedAt'), value: formatInstant(order.completedAt) },
    {
      label: t('fields:timeSpentMinutes'),
      value: order.timeSpentMinutes === 0 ? null : formatDuration(order.timeSpentMinutes),
    },
    { label: t('fields:completionNotes'), value: order.completionNotes },
    { label: t('fields:description'), value: order.description },
  ];
  return (
    <Section title={t('page.facts')}>
      <Facts facts={facts} />
    </Section>
  );
};

/** The column beside the tasks: particulars, devices with their confirmation marks, history. */
export const OrderFacts = (): ReactNode => {
  const t = useText('orders');
  const words = useOrderFieldWords();
  const { detail } = useOrderWork();
  const { order, names } = detail;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, alignContent: 'start', minWidth: 0 }}>
      <Particulars />
      <Section title={t('page.devices')}>
        {order.devices.length === 0 && <Typography variant="body2">{t('nothing')}</Typography>}
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {order.devices.map((device) => (
            <Device key={device.id} device={device} />
          ))}
        </Box>
      </Section>
      <Section title={t('page.journal')}>
        <JournalList journal={order.journal} names={names} words={words} />
      </Section>
    </Box>
  );
};
