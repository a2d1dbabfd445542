import Clear from '@mui/icons-material/Clear';
import Devices from '@mui/icons-material/Devices';
import { Button, FormControlLabel, Switch } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import type { ConfigItemFilter } from '#contracts/config-items.ts';
import type { ConfigItemRow } from '#contracts/shared.ts';
import { CONFIG_ITEM_FIELDS } from '#domain/fields/config-items.ts';
import { formatDate } from '#renderer/shared/format/format.ts';
import { useTyped } from '#renderer/shared/hooks/use-debounced.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { fieldColumns } from '#renderer/shared/record/field-columns.tsx';

import { useListChoice } from '#renderer/shared/record/list-choice.ts';
import { CodeFilter, ListFilters, TextFilter } from '#renderer/shared/record/list-filters.tsx';
import { NewRecordButton, RecordListPage } from '#renderer/shared/record/record-list-page.tsx';
import { SavedViewMenu } from '#renderer/shared/record/saved-view-menu.tsx';

import { fieldLabel, valueWord } from '#renderer/shared/record/words.ts';
import { ConfigItemClassIcon } from '#renderer/shared/records/config-item-class-icon.tsx';
import { useMay } from '#renderer/shared/session/session.ts';
import { StatusChip } from '#renderer/shared/ui/chips.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { ConfigItemCreateDialog } from './config-item-create-dialog.tsx';
import { CONFIG_ITEM_CHOICE } from './config-items-store.ts';

const KIND = { collection: 'configItems', type: null } as const;
const open = (row: ConfigItemRow): void => openRoute({ page: 'ci', id: row.id }, row.name);

/** Columns of the list; several tell more than one field. */
const columnsOf = () =>
  fieldColumns<ConfigItemRow>(KIND, CONFIG_ITEM_FIELDS, [
    { field: 'name', width: 200, narrow: 150, grow: 2, sortable: true },
    {
      field: 'ciClass',
      width: 128,
      narrow: 122,
      sortable: true,
      rank: 4,
      render: (row) => (
        <>
          <ConfigItemClassIcon ciClass={row.ciClass} /> {valueWord(KIND, 'ciClass', row.ciClass)}
        </>
      ),
    },
    {
      field: 'status',
      width: 112,
      narrow: 104,
      sortable: true,
      rank: 6,
      render: (row) => <StatusChip status={row.status} />,
    },
    {
      field: 'model',
      width: 150,
      narrow: 112,
      sortable: true,
      rank: 3,
      render: (row) => joined([row.manufacturer, row.model], ' '),
    },
    { field: 'assetTag', width: 96, narrow: 88, grow: null, sortable: true, rank: 4 },
    { field: 'serial', width: 116, narrow: 112, grow: 1, sortable: true, rank: 2 },
    { field: 'userId', width: 130, narrow: 100, rank: 5, name: (row) => row.userName },
    { field: 'placeId', width: 180, narrow: 120, grow: 3, rank: 3, name: (row) => row.placeName },
    { field: 'ips', width: 116, narrow: 104, grow: null },
    {
      field: 'warrantyUntil',
      header: fieldLabel('configItems', 'commercial.warrantyUntil'),
      width: 116,
      narrow: 104,
      grow: null,
      render: (row) => formatDate(row.warrantyUntil),
    },
    { field: 'updatedAt', sortable: true },
  ]);

const useConfigItems = () => useListChoice(CONFIG_ITEM_CHOICE, '');
type ListProps = { readonly list: ReturnType<typeof useConfigItems> };

const useFilter = ({ list }: ListProps): ConfigItemFilter => {
  const { text, classes, statuses, activeOnly } = list.filters;
  const settled = useTyped(text.trim());
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

const MoreFilters = ({ list }: ListProps): ReactNode => {
  const t = useText('configItems');
  const { change } = list;
  const { classes, statuses, activeOnly } = list.filters;
  return (
    <>
      <CodeFilter
        kind={KIND}
        field="ciClass"
        spec={CONFIG_ITEM_FIELDS.ciClass}
        chosen={classes}
        width={150}
        onChange={(chosen) => change({ classes: chosen })}
      />
      <CodeFilter
        kind={KIND}
        field="status"
        spec={CONFIG_ITEM_FIELDS.status}
        chosen={statuses}
        width={150}
        onChange={(chosen) => change({ statuses: chosen })}
      />
      <FormControlLabel
        control={
          <Switch
            size="small"
            checked={activeOnly}
            onChange={(_event, checked) => change({ activeOnly: checked })}
          />
        }
        label={t('list.activeOnly')}
      />
      {JSON.stringify(list.filters) !== JSON.stringify(CONFIG_ITEM_CHOICE.initial) && (
        <Button size="small" startIcon={<Clear />} onClick={() => change(CONFIG_ITEM_CHOICE.initial)}>
          {t('list.clear')}
        </Button>
      )}
    </>
  );
};

/** Text over name, serial, asset tag, user, place, IP and model, and the closed filters. */
const Filters = ({ list }: ListProps): ReactNode => {
  const t = useText('configItems');
  const { text, classes, statuses, activeOnly } = list.filters;
  return (
    <ListFilters
      views={<SavedViewMenu list={list} />}
      find={
        <TextFilter
          autoFocus
          value={text}
          placeholder={t('list.find')}
          onChange={(next) => list.change({ text: next })}
        />
      }
      more={<MoreFilters list={list} />}
      chosen={[classes.length > 0, statuses.length > 0, !activeOnly].filter(Boolean).length}
    />
  );
};

/** All configuration items, found by whatever is known of one. */
export const ConfigItemsPage = (): ReactNode => {
  const t = useText('configItems');
  const choice = useConfigItems();
  const filter = useFilter({ list: choice });
  const { sort } = choice;
  const list = useWindow('configItems.page', { filter, sort });
  const columns = useMemo(columnsOf, []);
  const [isCreating, setCreating] = useState(false);
  const isFiltered = Object.keys(filter).some((key) => key !== 'activeOnly');
  const mayCreate = useMay()('configItems.create');
  return (
    <>
      <RecordListPage<ConfigItemRow>
        collection="configItems"
        title={t('title')}
        label={t('list.label')}
        actions={mayCreate && <NewRecordButton label={t('list.new')} onNew={() => setCreating(true)} />}
        filters={<Filters list={choice} />}
        list={list}
        columns={columns}
        sort={sort}
        onSort={choice.setSort}
        onOpen={open}
        autoFocus={false}
        empty={
          <EmptyNote
            icon={<Devices />}
            title={t(isFiltered ? 'list.noMatch' : 'list.empty')}
            hint={t(isFiltered ? 'list.noMatchHint' : 'list.emptyHint')}
          />
        }
      />
      {isCreating && <ConfigItemCreateDialog onClose={() => setCreating(false)} />}
    </>
  );
};
