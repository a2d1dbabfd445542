import { Box, Link, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { CiDetail } from '#contracts/cmdb.ts';
import type { Agreement } from '#domain/fields/catalogue.ts';
import { formatDate, formatDecimal, formatDuration, formatInstant } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { fieldText, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { AuthorizationList } from '#renderer/shared/people/authorization-list.tsx';
import { PersonMarks } from '#renderer/shared/people/person-facts.tsx';
import { Facts } from '#renderer/shared/ui/facts.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { type WarrantyState, warrantyState } from './warranty.ts';

type DetailProps = { readonly detail: CiDetail };

const MB_PER_GB = 1024;

const Nothing = ({ children }: { readonly children: string }): ReactNode => (
  <Typography variant="body2" color="textSecondary">
    {children}
  </Typography>
);

/** Hardware summary; the whole inventory has a section of its own. */
export const CiHardware = ({ detail }: DetailProps): ReactNode => {
  const t = useText('cmdb');
  const { ci } = detail;
  const { cpu, memoryMb, storageGb, os, osVersion, firmware, lastLoggedUser } = ci.hardware;
  const memory =
    memoryMb === null
      ? null
      : memoryMb >= MB_PER_GB
        ? t('memoryGb', { value: Math.round((memoryMb / MB_PER_GB) * 10) / 10 })
        : t('memoryMb', { value: memoryMb });
  const facts = [
    { label: t('fields:model'), value: [ci.manufacturer, ci.model].filter(Boolean).join(' ') },
    { label: t('fields:cpu'), value: cpu },
    { label: t('fields:memory'), value: memory },
    { label: t('fields:storage'), value: storageGb === null ? null : t('memoryGb', { value: storageGb }) },
    { label: t('fields:os'), value: [os, osVersion].filter(Boolean).join(' ') },
    { label: t('fields:firmware'), value: firmware },
    { label: t('fields:ips'), value: ci.ips.join(', ') },
    { label: t('fields:macs'), value: ci.macs.join(', ') },
    { label: t('fields:uuid'), value: ci.uuid },
    { label: t('fields:lastLoggedUser'), value: lastLoggedUser },
    { label: t('fields:inventoryAt'), value: formatInstant(ci.inventoryAt) },
    { label: t('fields:lockedFields'), value: ci.lockedFields.map(fieldText).join(', ') },
  ];
  return (
    <Section title={t('section.hardware')}>
      {facts.every(({ value }) => value === null || value === '') ? (
        <Nothing>{t('hardware.empty')}</Nothing>
      ) : (
        <Facts facts={facts} />
      )}
    </Section>
  );
};

const WARRANTY_COLORS: Readonly<Record<WarrantyState, string>> = {
  unknown: 'text.primary',
  good: 'success.main',
  near: 'warning.main',
  over: 'error.main',
};

/** `12 Mar 2027 · 476 days left`, coloured when over or near. */
const Warranty = ({ detail }: DetailProps): ReactNode => {
  const t = useText('cmdb');
  const { warrantyDays } = detail;
  if (warrantyDays === null) return null;
  const words =
    warrantyDays === 0
      ? t('warranty.today')
      : t(warrantyDays < 0 ? 'warranty.over' : 'warranty.left', { count: Math.abs(warrantyDays) });
  return (
    <>
      {formatDate(detail.ci.commercial.warrantyUntil)}{' '}
      <Box component="span" sx={{ color: WARRANTY_COLORS[warrantyState(warrantyDays)], fontWeight: 600 }}>
        {words}
      </Box>
    </>
  );
};

const priceText = (minor: number | null, currency: string | null): string | null => {
  if (minor === null) return null;
  const amount = formatDecimal(minor / 100, 2, 2);
  return currency === null ? amount : `${amount} ${currency}`;
};

/** Invoice, delivery note, supplier, price and warranty with the days left. */
export const CiCommercial = ({ detail }: DetailProps): ReactNode => {
  const t = useText('cmdb');
  const { commercial } = detail.ci;
  const dated = (what: string | null, date: string | null): string => joined([what, formatDate(date)]);
  const facts = [
    { label: t('fields:supplier'), value: commercial.supplier },
    { label: t('fields:purchaseOrder'), value: commercial.purchaseOrder },
    { label: t('fields:invoiceNumber'), value: dated(commercial.invoiceNumber, commercial.invoiceDate) },
    { label: t('fields:deliveryNote'), value: dated(commercial.deliveryNote, commercial.deliveredOn) },
    { label: t('fields:price'), value: priceText(commercial.priceMinor, commercial.currency) },
    { label: t('fields:costCentre'), value: commercial.costCentre },
    {
      label: t('fields:warrantyUntil'),
      value: detail.warrantyDays === null ? null : <Warranty detail={detail} />,
    },
  ];
  return (
    <Section title={t('section.commercial')}>
      {facts.every(({ value }) => value === null || value === '') ? (
        <Nothing>{t('commercial.empty')}</Nothing>
      ) : (
        <Facts facts={facts} />
      )}
    </Section>
  );
};

const AgreementTargets = ({ agreement }: { readonly agreement: Agreement }): ReactNode => {
  const t = useText('cmdb');
  const span = (minutes: number | null): string =>
    minutes === null ? t('nothing') : formatDuration(minutes);
  return (
    <Box sx={{ mb: 1 }}>
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        {agreement.name}{' '}
        <Typography component="span" variant="caption" color="textSecondary">
          {agreement.kind}
        </Typography>
      </Typography>
      {agreement.targets.length > 0 && (
        <Box
          component="table"
          aria-label={t('agreements.targets')}
          sx={{
            fontSize: 12,
            borderSpacing: '12px 0',
            ml: -1.5,
            '& th': { textAlign: 'start', fontWeight: 400 },
          }}
        >
          <Box component="thead" sx={{ color: 'text.secondary' }}>
            <tr>
              <th scope="col">{t('agreements.targets')}</th>
              <th scope="col">{t('agreements.response')}</th>
              <th scope="col">{t('agreements.resolution')}</th>
            </tr>
          </Box>
          <tbody>
            {agreement.targets.map((target) => (
              <tr key={target.priority}>
                <th scope="row">{t(`common:priorities.${target.priority}`)}</th>
                <td>{span(target.responseMinutes)}</td>
                <td>{span(target.resolutionMinutes)}</td>
              </tr>
            ))}
          </tbody>
        </Box>
      )}
    </Box>
  );
};

/** Agreements assigned to the item with their targets. */
export const CiAgreements = ({ detail }: DetailProps): ReactNode => {
  const t = useText('cmdb');
  return (
    <Section title={t('section.agreements')}>
      {detail.agreements.length === 0 ? (
        <Nothing>{t('agreements.empty')}</Nothing>
      ) : (
        detail.agreements.map((agreement) => <AgreementTargets key={agreement.id} agreement={agreement} />)
      )}
    </Section>
  );
};

/** Who uses the item, how to reach them, and what they may use. */
export const CiUser = ({ detail }: DetailProps): ReactNode => {
  const t = useText('cmdb');
  const { user } = detail;
  if (user === null)
    return (
      <Section title={t('section.user')}>
        <Nothing>{t('user.empty')}</Nothing>
      </Section>
    );
  return (
    <Section title={t('section.user')} actions={<PersonMarks person={user} />}>
      <Facts
        facts={[
          {
            label: t('fields:name'),
            value: (
              <Link component="button" onClick={() => openRoute({ page: 'person', id: user.id }, user.name)}>
                {user.name}
              </Link>
            ),
          },
          { label: t('fields:phones'), value: user.phones.join(', ') },
          { label: t('fields:email'), value: user.email },
          { label: t('fields:department'), value: user.department },
          { label: t('fields:jobTitle'), value: user.jobTitle },
        ]}
      />
      <Typography component="h3" variant="caption" color="textSecondary" sx={{ display: 'block', mt: 1 }}>
        {t('user.authorizations')}
      </Typography>
      <AuthorizationList rows={user.authorizations} />
    </Section>
  );
};

/** Licence seats bound to or reserved for the item. */
export const CiLicences = ({ detail }: DetailProps): ReactNode => {
  const t = useText('cmdb');
  return (
    <Section title={t('section.licences')}>
      {detail.seats.length === 0 ? (
        <Nothing>{t('licences.empty')}</Nothing>
      ) : (
        <Facts
          facts={detail.seats.map((seat) => ({
            label: t(`licences.state.${seat.state}`),
            value: seat.productName,
          }))}
        />
      )}
    </Section>
  );
};
