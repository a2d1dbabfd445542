import Assignment from '@mui/icons-material/Assignment';
import HelpOutlined from '@mui/icons-material/HelpOutlined';
import PhoneInTalk from '@mui/icons-material/PhoneInTalk';
import { Button, Chip, Tooltip } from '@mui/material';
import type { ReactNode } from 'react';
import { ulid } from 'ulid';
import type { ConfigItemDetail } from '#contracts/config-items.ts';
import type { CommandInput } from '#contracts/registry.ts';
import { fieldOfPath } from '#domain/fields/causes.ts';
import { CONFIG_ITEM_FIELDS } from '#domain/fields/config-items.ts';
import { editableFields } from '#domain/fields/field.ts';
import { FileDrop } from '#renderer/shared/files/file-drop.tsx';
import { host } from '#renderer/shared/host/host.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { useTabTitle } from '#renderer/shared/navigation/use-tab-title.ts';
import { History } from '#renderer/shared/record/history.tsx';
import { LinkedRecords, orderRow, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { useFilesOfPage } from '#renderer/shared/record/record-files.tsx';
import { RecordHeader } from '#renderer/shared/record/record-header.tsx';
import { RecordLayout, type RecordPart } from '#renderer/shared/record/record-layout.tsx';
import { type RecordView, useRecordView } from '#renderer/shared/record/record-page.ts';
import { RecordText } from '#renderer/shared/record/record-text.tsx';
import { valueWord } from '#renderer/shared/record/words.ts';
import { ConfigItemClassIcon } from '#renderer/shared/records/config-item-class-icon.tsx';
import { useMay } from '#renderer/shared/session/session.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { StatusChip } from '#renderer/shared/ui/chips.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { ConfigItemDependencies } from './config-item-dependencies.tsx';
import {
  ConfigItemAgreements,
  ConfigItemCommercial,
  ConfigItemHardware,
  ConfigItemIdentity,
  ConfigItemLicences,
  ConfigItemUser,
} from './config-item-facts.tsx';
import { ConfigItemInventory, ConfigItemSoftware } from './config-item-inventory.tsx';
import { type TakenQuestion, useTakenQuestion } from './taken-question.tsx';

const KIND = { collection: 'configItems', type: null } as const;

/** What a person edits on an item; the rest comes from inventories and orders. */
const isEdited = (path: string): boolean => editableFields(CONFIG_ITEM_FIELDS).includes(fieldOfPath(path));

const useConfigItemView = (
  { ci, names, pendingSync }: ConfigItemDetail,
  taken: TakenQuestion,
): RecordView => {
  const mayUpdate = useMay()('configItems.update');
  return useRecordView({
    kind: KIND,
    record: ci,
    ...{ names, pendingSync },
    draftKey: `ci:${ci.id}`,
    label: ci.name,
    currency: ci.commercial.currency,
    edit: {
      mayEdit: (path) => mayUpdate && isEdited(path),
      save: (changes, seen) =>
        taken.ask((evenIfTaken) =>
          host.command('configItems.update', {
            id: ci.id,
            changes,
            seen,
            evenIfTaken,
          } as CommandInput<'configItems.update'>),
        ),
    },
  });
};

/** What is worked on: technique, software, what depends on it, what happened to it. */
const useMainParts = (view: RecordView, detail: ConfigItemDetail): readonly RecordPart[] => {
  const t = useText('configItems');
  const record = useText('record');
  const { ci, sections, needs, neededBy, connected } = detail;
  const others = sections.filter(({ name, count }) => name !== 'softwares' && count > 0);
  const column = 'main' as const;
  const inventory: RecordPart = {
    id: 'inventory',
    title: t('section.inventory'),
    column,
    count: others.length,
    node: <ConfigItemInventory ciId={ci.id} sections={sections} />,
  };
  return [
    {
      id: 'hardware',
      title: t('section.hardware'),
      column,
      node: <ConfigItemHardware view={view} detail={detail} />,
    },
    {
      id: 'software',
      title: t('section.software'),
      column,
      count: ci.softwareCount,
      node: <ConfigItemSoftware ciId={ci.id} sections={sections} />,
    },
    ...(others.length === 0 ? [] : [inventory]),
    {
      id: 'dependencies',
      title: t('section.dependencies'),
      column,
      count: needs.length + neededBy.length + connected.length,
      node: <ConfigItemDependencies detail={detail} />,
    },
    { id: 'notes', title: t('section.notes'), column, node: <RecordText view={view} path="notes" /> },
    {
      id: 'history',
      title: record('history.title'),
      column,
      count: ci.journal.length,
      node: <History view={view} />,
    },
  ];
};

type AsidePart = 'identity' | 'user' | 'commercial' | 'agreements' | 'tickets' | 'orders' | 'licences';

/** What stands beside it: what it is, who has it, what it cost, what is agreed and reported about it. */
const useAsideParts = (view: RecordView, detail: ConfigItemDetail): readonly RecordPart[] => {
  const t = useText('configItems');
  const { agreements, tickets, orders, seats, more } = detail;
  const part = (id: AsidePart, node: ReactNode, count = 0): RecordPart => ({
    ...{ id, title: t(`section.${id}`), column: 'aside', count, node },
  });
  return [
    part('identity', <ConfigItemIdentity view={view} detail={detail} />),
    part('user', <ConfigItemUser view={view} detail={detail} />),
    part('commercial', <ConfigItemCommercial view={view} detail={detail} />),
    part('agreements', <ConfigItemAgreements detail={detail} />, agreements.length),
    part(
      'tickets',
      <Section title={t('section.tickets')}>
        <LinkedRecords rows={tickets.map(ticketRow)} empty={t('tickets.empty')} more={more.tickets} />
      </Section>,
      tickets.length + more.tickets,
    ),
    part(
      'orders',
      <Section title={t('section.orders')}>
        <LinkedRecords rows={orders.map(orderRow)} empty={t('orders.empty')} more={more.orders} />
      </Section>,
      orders.length + more.orders,
    ),
    part('licences', <ConfigItemLicences detail={detail} />, seats.length),
  ];
};

const Actions = ({ detail }: { readonly detail: ConfigItemDetail }): ReactNode => {
  const t = useText('configItems');
  const may = useMay();
  const { ci, user } = detail;
  return (
    <>
      {may('incidents.create') && (
        <Tooltip describeChild title={user === null ? t('page.newIncidentNoUser') : ''}>
          <Button
            size="small"
            variant="outlined"
            startIcon={<PhoneInTalk />}
            onClick={() =>
              openRoute(
                { page: 'incident-new', draftId: ulid(), requesterId: ci.userId },
                t('page.newIncident'),
              )
            }
          >
            {t('page.newIncident')}
          </Button>
        </Tooltip>
      )}
      {may('orders.create') && (
        <Button
          size="small"
          variant="outlined"
          startIcon={<Assignment />}
          onClick={() => openRoute({ page: 'order-new', ciId: ci.id, ticketId: null }, t('page.newOrder'))}
        >
          {t('page.newOrder')}
        </Button>
      )}
    </>
  );
};

const ConfigItemContent = ({ detail }: { readonly detail: ConfigItemDetail }): ReactNode => {
  const t = useText('configItems');
  const taken = useTakenQuestion();
  const view = useConfigItemView(detail, taken);
  const main = useMainParts(view, detail);
  const aside = useAsideParts(view, detail);
  const { part: files, onFiles } = useFilesOfPage({ ownerCollection: 'configItems', ownerId: detail.ci.id });
  const { ci, user, placeName } = detail;
  return (
    <FileDrop onFiles={onFiles}>
      {taken.dialog}
      <RecordLayout
        nav
        header={
          <RecordHeader
            label={t('page.header')}
            view={view}
            titlePath="name"
            icon={<ConfigItemClassIcon ciClass={ci.ciClass} size={22} />}
            above={joined([
              valueWord(KIND, 'ciClass', ci.ciClass),
              ci.assetTag,
              ci.serial,
              user?.name,
              placeName,
            ])}
            marks={
              <>
                <StatusChip status={ci.status} />
                {!ci.active && <Chip size="small" label={t('page.retired')} sx={{ height: 20 }} />}
              </>
            }
            actions={<Actions detail={detail} />}
          />
        }
        parts={[...main.slice(0, -1), files, ...main.slice(-1), ...aside]}
      />
    </FileDrop>
  );
};

/** Everything that is known of one configuration item. */
export const ConfigItemPage = ({ id }: { readonly id: string }): ReactNode => {
  const t = useText('configItems');
  const live = useLive('configItems.detail', { id });
  const name = live.data?.ci.id === id ? live.data.ci.name : undefined;
  useTabTitle({ page: 'ci', id }, name);
  if (live.error?.code === 'not_found')
    return <EmptyNote icon={<HelpOutlined />} title={t('page.notFound')} hint={t('page.notFoundHint')} />;
  return (
    <Boundary live={live} lines={16} ofPage>
      {(detail) => <ConfigItemContent key={detail.ci.id} detail={detail} />}
    </Boundary>
  );
};
