import { Box, MenuItem, TextField, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import type { InventorySection } from '#contracts/config-items.ts';
import { formatCount, formatInstant } from '#renderer/shared/format/format.ts';
import { useTyped } from '#renderer/shared/hooks/use-debounced.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import type { TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';
import { WindowTable } from '#renderer/shared/table/window-table.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { inventoryKeys, inventoryText, sectionTitle } from './inventory-columns.ts';

type Row = { readonly id: string; readonly values: Readonly<Record<string, unknown>> };

const ROW_HEIGHT = 26;
const MOST_ROWS_SHOWN = 14;
const keyOf = (row: Row): string => row.id;
const nothingToOpen = (): void => undefined;

const columnsOf = (section: string, rows: readonly Row[]): readonly TableColumn<Row>[] =>
  inventoryKeys(section, rows).map((key, index) => ({
    key,
    header: sectionTitle(key),
    width: index === 0 ? 180 : 110,
    narrow: index === 0 ? 140 : 80,
    grow: index === 0 ? 3 : 1,
    // The names come in the order of their worth.
    ...(index === 0 ? {} : { rank: 1 }),
    render: ({ values }) => inventoryText(values[key]),
  }));

type InventoryTableProps = {
  readonly ciId: string;
  readonly section: string;
  readonly title: string;
  readonly total: number;
};

/** Rows of one inventory section with a filter; thousands of rows are windowed like any list. */
const InventoryTable = ({ ciId, section, title, total }: InventoryTableProps): ReactNode => {
  const t = useText('configItems');
  const [text, setText] = useState('');
  const settled = useTyped(text.trim());
  const list = useWindow('configItems.inventory', { ciId, section, text: settled });
  const rows = list.live.data?.rows;
  const columns = useMemo(() => columnsOf(section, rows ?? []), [section, rows]);
  const filterLabel = t('inventory.filter', { section: title });
  const shown = Math.min(MOST_ROWS_SHOWN, Math.max(1, total));
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 0.5 }}>
        <TextField
          size="small"
          value={text}
          placeholder={filterLabel}
          onChange={(event) => setText(event.target.value)}
          slotProps={{
            htmlInput: { 'aria-label': filterLabel, maxLength: 200 },
          }}
          sx={{ flex: 1, maxWidth: 300 }}
        />
        <Typography variant="caption" color="textSecondary" role="status">
          {t('inventory.count', {
            shown: formatCount(list.live.data?.total ?? 0),
            total: formatCount(total),
          })}
        </Typography>
      </Box>
      <Box sx={{ height: (shown + 1) * ROW_HEIGHT + 12 }}>
        <WindowTable<Row>
          list={list}
          label={title}
          columns={columns}
          rowKey={keyOf}
          onOpen={nothingToOpen}
          rowHeight={ROW_HEIGHT}
          empty={
            <Typography variant="body2" color="textSecondary">
              {t('inventory.noMatch')}
            </Typography>
          }
        />
      </Box>
    </>
  );
};

type ConfigItemInventoryProps = { readonly ciId: string; readonly sections: readonly InventorySection[] };

/** Installed software. */
export const ConfigItemSoftware = ({ ciId, sections }: ConfigItemInventoryProps): ReactNode => {
  const t = useText('configItems');
  const software = sections.find(({ name }) => name === 'softwares');
  return (
    <Section title={t('section.software')}>
      {software === undefined ? (
        <Typography variant="body2" color="textSecondary">
          {t('inventory.empty')}
        </Typography>
      ) : (
        <InventoryTable
          ciId={ciId}
          section={software.name}
          title={t('section.software')}
          total={software.count}
        />
      )}
    </Section>
  );
};

/** The other sections of the inventory, one at a time. */
export const ConfigItemInventory = ({ ciId, sections }: ConfigItemInventoryProps): ReactNode => {
  const t = useText('configItems');
  const others = sections.filter(({ name, count }) => name !== 'softwares' && count > 0);
  const [chosen, setChosen] = useState<string>();
  const section = others.find(({ name }) => name === chosen) ?? others[0];
  if (section === undefined) return null;
  return (
    <Section
      title={t('section.inventory')}
      actions={
        <Typography variant="caption" color="textSecondary" noWrap>
          {section.updatedAt === null ? '' : t('inventory.updated', { at: formatInstant(section.updatedAt) })}
        </Typography>
      }
    >
      <TextField
        select
        size="small"
        label={t('inventory.choose')}
        value={section.name}
        onChange={(event) => setChosen(event.target.value)}
        sx={{ mb: 1, mt: 0.5, minWidth: 220 }}
      >
        {others.map(({ name, count }) => (
          <MenuItem key={name} value={name} dense>
            {sectionTitle(name)} ({formatCount(count)})
          </MenuItem>
        ))}
      </TextField>
      <InventoryTable
        key={section.name}
        ciId={ciId}
        section={section.name}
        title={sectionTitle(section.name)}
        total={section.count}
      />
    </Section>
  );
};
