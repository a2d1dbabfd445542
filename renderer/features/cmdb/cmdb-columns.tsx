import { Box } from '@mui/material';
import type { CiRow } from '#contracts/shared.ts';
import { formatDate, formatInstant } from '#renderer/shared/format/format.ts';
import type { Translate } from '#renderer/shared/i18n/i18n.ts';
import { CiClassIcon } from '#renderer/shared/records/ci-class-icon.tsx';
import { PlacePath } from '#renderer/shared/records/place-path.tsx';
import { StateChip } from '#renderer/shared/ui/chips.tsx';
import type { TableColumn } from '#renderer/shared/ui/virtual-table-row.tsx';

/** Columns of the list; `t` speaks the cmdb namespace. */
export const ciColumns = (t: Translate<'cmdb'>): readonly TableColumn<CiRow>[] => [
  {
    key: 'name',
    header: t('columns.name'),
    width: 150,
    narrow: 130,
    grow: 2,
    sortable: true,
    render: (row) => (
      <Box component="span" sx={{ fontWeight: 500 }}>
        {row.name}
      </Box>
    ),
  },
  {
    key: 'ciClass',
    header: t('columns.ciClass'),
    width: 128,
    narrow: 122,
    sortable: true,
    render: (row) => (
      <>
        <CiClassIcon ciClass={row.ciClass} /> {t(`common:ciClasses.${row.ciClass}`)}
      </>
    ),
  },
  {
    key: 'status',
    header: t('columns.status'),
    width: 112,
    narrow: 104,
    sortable: true,
    render: (row) => <StateChip state={row.status} />,
  },
  {
    key: 'model',
    header: t('columns.model'),
    width: 110,
    narrow: 96,
    grow: 2,
    sortable: true,
    render: (row) => [row.manufacturer, row.model].filter(Boolean).join(' '),
  },
  {
    key: 'assetTag',
    header: t('columns.assetTag'),
    width: 88,
    sortable: true,
    render: (row) => row.assetTag,
  },
  {
    key: 'serial',
    header: t('columns.serial'),
    width: 116,
    narrow: 112,
    grow: 1,
    sortable: true,
    render: (row) => row.serial,
  },
  {
    key: 'user',
    header: t('columns.user'),
    width: 104,
    narrow: 88,
    grow: 1,
    render: (row) => row.userName,
  },
  {
    key: 'place',
    header: t('columns.place'),
    width: 120,
    grow: 3,
    render: (row) => <PlacePath path={row.placeName} />,
  },
  { key: 'ip', header: t('columns.ip'), width: 108, spare: true, render: (row) => row.ips.join(', ') },
  {
    key: 'warranty',
    header: t('columns.warranty'),
    width: 108,
    spare: true,
    render: (row) => formatDate(row.warrantyUntil),
  },
  {
    key: 'updatedAt',
    header: t('columns.updatedAt'),
    width: 112,
    spare: true,
    sortable: true,
    render: (row) => formatInstant(row.updatedAt),
  },
];
