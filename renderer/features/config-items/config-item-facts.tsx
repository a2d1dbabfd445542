import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { ConfigItemDetail } from '#contracts/config-items.ts';
import type { Agreement } from '#domain/fields/catalogue.ts';
import { formatDate, formatDuration } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { AuthorizationList } from '#renderer/shared/people/authorization-list.tsx';
import { mailLink, phoneLinks } from '#renderer/shared/people/contact-links.tsx';
import { PersonMarks } from '#renderer/shared/people/person-facts.tsx';
import { type FactRow, RecordFacts } from '#renderer/shared/record/record-facts.tsx';
import type { RecordView } from '#renderer/shared/record/record-page.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { Facts } from '#renderer/shared/ui/facts.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';

import { type WarrantyState, warrantyState } from './warranty.ts';

type PartProps = { readonly view: RecordView; readonly detail: ConfigItemDetail };
type DetailProps = { readonly detail: ConfigItemDetail };

const MB_PER_GB = 1024;

const Nothing = ({ children }: { readonly children: string }): ReactNode => (
  <Typography variant="body2" color="textSecondary">
    {children}
  </Typography>
);

/** What it is, what it is called and who has it. */
export const ConfigItemIdentity = ({ view }: PartProps): ReactNode => {
  const t = useText('configItems');
  return (
    <Section title={t('section.identity')}>
      <RecordFacts
        view={view}
        rows={[
          'ciClass',
          'status',
          'criticality',
          'manufacturer',
          'model',
          'assetTag',
          'serial',
          'placeId',
          'teamId',
          'tags',
          'installedAt',
          'retiredAt',
          'lockedFields',
        ].map((path) => (path === 'lockedFields' ? { path, show: namedFields } : path))}
      />
    </Section>
  );
};

/** Fields by their words. */
const namedFields = (value: unknown): ReactNode =>
  joined(
    (value as readonly string[]).map((field) => fieldLabel('configItems', field)),
    ', ',
  );

/** Hardware summary; the whole inventory has a section of its own. */
export const ConfigItemHardware = ({ view }: PartProps): ReactNode => {
  const t = useText('configItems');
  const memory = (value: unknown): ReactNode => {
    const mb = Number(value);
    return mb >= MB_PER_GB
      ? t('memoryGb', { value: Math.round((mb / MB_PER_GB) * 10) / 10 })
      : t('memoryMb', { value: mb });
  };
  const storage = (value: unknown): ReactNode => t('memoryGb', { value: Number(value) });
  return (
    <Section title={t('section.hardware')}>
      <RecordFacts
        view={view}
        empty={t('hardware.empty')}
        rows={[
          'hardware.cpu',
          {
            path: 'hardware.memoryMb',
            label: t('memory'),
            editLabel: fieldLabel('configItems', 'hardware.memoryMb'),
            show: memory,
          },
          {
            path: 'hardware.storageGb',
            label: t('storage'),
            editLabel: fieldLabel('configItems', 'hardware.storageGb'),
            show: storage,
          },
          'hardware.os',
          'hardware.osVersion',
          'hardware.firmware',
          'ips',
          'macs',
          'uuid',
          'hardware.lastLoggedUser',
          'inventoryAt',
        ]}
      />
    </Section>
  );
};

const WARRANTY_COLORS: Readonly<Record<WarrantyState, string>> = {
  good: 'success.main',
  near: 'warning.main',
  over: 'error.main',
};

/** `12 Mar 2027 · 476 days left`, coloured when over or near. */
const Warranty = ({ date, days }: { readonly date: unknown; readonly days: number | null }): ReactNode => {
  const t = useText('configItems');
  const shown = formatDate(typeof date === 'string' ? date : null);
  if (days === null) return shown;
  const words =
    days === 0
      ? t('warranty.today')
      : t(days < 0 ? 'warranty.over' : 'warranty.left', { count: Math.abs(days) });
  return (
    <>
      {shown}{' '}
      <Box component="span" sx={{ color: WARRANTY_COLORS[warrantyState(days)], fontWeight: 600 }}>
        {words}
      </Box>
    </>
  );
};

/** Invoice, delivery note, supplier, price and warranty with the days left. */
export const ConfigItemCommercial = ({ view, detail }: PartProps): ReactNode => {
  const t = useText('configItems');
  const warranty = (value: unknown): ReactNode => <Warranty date={value} days={detail.warrantyDays} />;
  return (
    <Section title={t('section.commercial')}>
      <RecordFacts
        view={view}
        empty={t('commercial.empty')}
        rows={[
          'commercial.supplier',
          'commercial.purchaseOrder',
          'commercial.invoiceNumber',
          'commercial.invoiceDate',
          'commercial.deliveryNote',
          'commercial.deliveredOn',
          'commercial.priceMinor',
          'commercial.currency',
          'commercial.costCentre',
          { path: 'commercial.warrantyUntil', show: warranty },
        ]}
      />
    </Section>
  );
};

const AgreementTargets = ({ agreement }: { readonly agreement: Agreement }): ReactNode => {
  const t = useText('configItems');
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
export const ConfigItemAgreements = ({ detail }: DetailProps): ReactNode => {
  const t = useText('configItems');
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
export const ConfigItemUser = ({ view, detail }: PartProps): ReactNode => {
  const t = useText('configItems');
  const { user } = detail;
  const label = (field: string): string => fieldLabel('directory', field);
  const about: readonly FactRow[] =
    user === null
      ? []
      : [
          { label: label('phones'), value: phoneLinks(user.phones) },
          { label: label('email'), value: mailLink(user.email) },
          { label: label('department'), value: user.department },
          { label: label('jobTitle'), value: user.jobTitle },
        ];
  return (
    <Section title={t('section.user')} actions={user === null ? null : <PersonMarks person={user} />}>
      <RecordFacts
        view={view}
        rows={[{ path: 'userId', label: label('name') }, ...about]}
        empty={t('user.empty')}
      />
      {user !== null && (
        <>
          <Typography component="h3" variant="caption" color="textSecondary" sx={{ display: 'block', mt: 1 }}>
            {t('user.authorizations')}
          </Typography>
          <AuthorizationList rows={user.authorizations} />
        </>
      )}
    </Section>
  );
};

/** Licence seats bound to or reserved for the item. */
export const ConfigItemLicences = ({ detail }: DetailProps): ReactNode => {
  const t = useText('configItems');
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
