import BugReportOutlined from '@mui/icons-material/BugReportOutlined';
import MenuBookOutlined from '@mui/icons-material/MenuBookOutlined';
import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import type { KnowledgeRow } from '#contracts/knowledge.ts';
import { KNOWN_ERROR_FIELDS } from '#domain/fields/knowledge.ts';
import { formatCount } from '#renderer/shared/format/format.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { type FieldColumn, fieldColumns } from '#renderer/shared/record/field-columns.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import type { TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';
import { ReviewChips } from '../review-chips.tsx';
import { Verdicts } from '../verdicts.tsx';

const KIND = { collection: 'knowledge', type: null } as const;

const TypeIcon = ({ type }: Pick<KnowledgeRow, 'type'>): ReactNode => {
  const t = useText('knowledge');
  const Icon = type === 'article' ? MenuBookOutlined : BugReportOutlined;
  const name = t(`types.${type}`);
  return <Icon titleAccess={name} sx={{ fontSize: 16, color: 'text.secondary', flex: 'none' }} />;
};

const titleCell = (row: KnowledgeRow): ReactNode => (
  <Box component="span" sx={{ display: 'flex', alignItems: 'center', gap: 0.75, minWidth: 0 }}>
    <TypeIcon type={row.type} />
    <Box
      component="span"
      dir="auto"
      sx={{ fontWeight: 500, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
    >
      {row.title}
    </Box>
  </Box>
);

/** Columns of the knowledge base. */
export const knowledgeColumns = (t: Translate<'knowledge'>): readonly TableColumn<KnowledgeRow>[] => {
  const columns: readonly FieldColumn<KnowledgeRow>[] = [
    { field: 'number', sortable: true },
    { field: 'title', sortable: true, render: titleCell },
    { field: 'state', width: 138, narrow: 120, sortable: true },
    {
      field: 'review',
      header: t('columns.review'),
      width: 140,
      narrow: 136,
      rank: 4,
      render: (row) => <ReviewChips reasons={row.review} />,
    },
    {
      field: 'uses',
      header: t('columns.uses'),
      width: 64,
      sortable: true,
      rank: 3,
      render: (row) => (row.uses === null ? null : formatCount(row.uses)),
    },
    {
      field: 'helpful',
      header: t('columns.verdicts'),
      width: 92,
      narrow: 72,
      sortable: true,
      rank: 2,
      render: (row) => <Verdicts helpful={row.helpful} not={row.not} />,
    },
    { field: 'updatedAt', sortable: true, rank: 2 },
    { field: 'category', sortable: true },
    {
      field: 'ownerName',
      header: fieldLabel('knowledge', 'ownerId'),
      width: 116,
      narrow: 88,
      grow: 1,
      sortable: true,
      render: (row) => row.ownerName,
    },
  ];
  return fieldColumns<KnowledgeRow>(KIND, KNOWN_ERROR_FIELDS, columns).map((column) =>
    // Numbers to compare stand at the right.
    column.key === 'uses' ? { ...column, align: 'end' } : column,
  );
};
