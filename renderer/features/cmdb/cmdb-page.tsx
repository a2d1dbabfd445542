import Add from '@mui/icons-material/Add';
import Devices from '@mui/icons-material/Devices';
import { Box, Button } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import type { CiFilter, CiSort } from '#contracts/cmdb.ts';
import type { CiRow } from '#contracts/shared.ts';
import { formatCount } from '#renderer/shared/format/format.ts';
import { useDebounced } from '#renderer/shared/hooks/use-debounced.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { useMay } from '#renderer/shared/session/use-may.ts';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { WindowTable } from '#renderer/shared/ui/window-table.tsx';
import { CiCreateDialog } from './ci-create-dialog.tsx';
import { ciColumns } from './cmdb-columns.tsx';
import { CmdbFilters } from './cmdb-filters.tsx';
import { useCmdb } from './cmdb-store.ts';

const TYPING_MS = 120;
const keyOf = (row: CiRow): string => row.id;
const open = (row: CiRow): void => openRoute({ page: 'ci', id: row.id }, row.name);

const useFilter = (): CiFilter => {
  const { text, classes, statuses, activeOnly } = useCmdb();
  const settled = useDebounced(text.trim(), TYPING_MS);
  return useMemo(
    () => ({
      ...(settled === '' ? {} : { text: settled }),
      ...(classes.length === 0 ? {} : { classes: [...classes] }),
      ...(statuses.length === 0 ? {} : { statuses: [...statuses] }),
      ...(activeOnly ? { activeOnly } : {}),
    }),
    [settled, classes, statuses, activeOnly],
  );
};

/** All configuration items, found by whatever is known of one. */
export const CmdbPage = (): ReactNode => {
  const t = useText('cmdb');
  const filter = useFilter();
  const sort = useCmdb((state) => state.sort);
  const list = useWindow('configItems.page', { filter, sort });
  const total = list.live.data?.total;
  const columns = useMemo(() => ciColumns(t), [t]);
  const [isCreating, setCreating] = useState(false);
  const isFiltered = Object.keys(filter).some((key) => key !== 'activeOnly');
  const mayCreate = useMay()('configItems.create');
  return (
    <Page
      title={t('title')}
      fill
      subtitle={total === undefined ? '' : t('list.found', { count: total, shown: formatCount(total) })}
      actions={
        mayCreate ? (
          <Button size="small" variant="outlined" startIcon={<Add />} onClick={() => setCreating(true)}>
            {t('list.new')}
          </Button>
        ) : undefined
      }
    >
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
        <CmdbFilters />
        <Box sx={{ flex: 1, minHeight: 0 }}>
          <WindowTable<CiRow>
            list={list}
            label={t('list.label')}
            columns={columns}
            rowKey={keyOf}
            onOpen={open}
            sort={sort}
            onSort={(next) => useCmdb.setState({ sort: next as CiSort })}
            empty={
              <EmptyNote
                icon={<Devices />}
                title={t(isFiltered ? 'list.noMatch' : 'list.empty')}
                hint={t(isFiltered ? 'list.noMatchHint' : 'list.emptyHint')}
              />
            }
          />
        </Box>
      </Box>
      {isCreating && <CiCreateDialog onClose={() => setCreating(false)} />}
    </Page>
  );
};
