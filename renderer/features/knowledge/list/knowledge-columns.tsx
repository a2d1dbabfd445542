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

/** What differs from what a field's kind says: numbers to compare stand at the right, the title keeps its room. */
const fitted = (column: TableColumn<KnowledgeRow>): TableColumn<KnowledgeRow> => {
  switch (column.key) {
    case 'title':
      return { ...column, narrow: 190 };
    case 'uses':
      return { ...column, align: 'end' };
    default:
      return column;
  }
};

/** Columns of the knowledge base; where room is short, the last ones go first. */
export const knowledgeColumns = (t: Translate<'knowledge'>): readonly TableColumn<KnowledgeRow>[] => {
  const columns: readonly FieldColumn<KnowledgeRow>[] = [
    { field: 'number', width: 118, sortable: true },
    { field: 'title', width: 200, grow: 6, sortable: true, render: titleCell },
    { field: 'state', width: 108, sortable: true },
    {
      field: 'review',
      header: t('columns.review'),
      width: 120,
      render: (row) => <ReviewChips reasons={row.review} />,
    },
    {
      field: 'uses',
      header: t('columns.uses'),
      width: 64,
      sortable: true,
      spare: true,
      render: (row) => (row.uses === null ? null : formatCount(row.uses)),
    },
    {
      field: 'helpful',
      header: t('columns.verdicts'),
      width: 92,
      sortable: true,
      spare: true,
      render: (row) => <Verdicts helpful={row.helpful} not={row.not} />,
    },
    { field: 'updatedAt', sortable: true, spare: true },
    { field: 'category', sortable: true, spare: true },
    {
      field: 'ownerName',
      header: fieldLabel('knowledge', 'ownerId'),
      width: 116,
      grow: 1,
      sortable: true,
      spare: true,
      render: (row) => row.ownerName,
    },
  ];
  return fieldColumns<KnowledgeRow>(KIND, KNOWN_ERROR_FIELDS, columns).map(fitted);
};
