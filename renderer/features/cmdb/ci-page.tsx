import HelpOutlined from '@mui/icons-material/HelpOutlined';
import { Box, Typography } from '@mui/material';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { CiDetail } from '#contracts/cmdb.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { JournalList } from '#renderer/shared/journal/journal-list.tsx';
import { routeKey, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { TicketLines } from '#renderer/shared/people/ticket-lines.tsx';
import { OrderLines } from '#renderer/shared/records/order-lines.tsx';
import { useMay } from '#renderer/shared/session/use-may.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { CiDependencies } from './ci-dependencies.tsx';
import { CiEditDialog } from './ci-edit-dialog.tsx';
import { CiAgreements, CiCommercial, CiHardware, CiLicences, CiUser } from './ci-facts.tsx';
import { CiHeader } from './ci-header.tsx';
import { CiInventory, CiSoftware } from './ci-inventory.tsx';
import { useCiFieldWords } from './field-words.ts';
import { type PageSection, SectionNav } from './section-nav.tsx';

type Part = PageSection & {
  readonly column: 'left' | 'right';
  readonly render: (detail: CiDetail) => ReactNode;
};

const History = ({ detail }: { readonly detail: CiDetail }): ReactNode => {
  const t = useText('cmdb');
  const words = useCiFieldWords();
  return (
    <Section title={t('section.journal')}>
      <JournalList journal={detail.ci.journal} names={detail.names} words={words} />
    </Section>
  );
};

const Notes = ({ detail }: { readonly detail: CiDetail }): ReactNode => {
  const t = useText('cmdb');
  return (
    <Section title={t('section.notes')}>
      <Typography variant="body2" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {detail.ci.notes}
      </Typography>
    </Section>
  );
};

type PartId = keyof typeof import('#resources/locales/en/cmdb.json')['section'];

const useParts = (detail: CiDetail): readonly Part[] => {
  const t = useText('cmdb');
  return useMemo(() => {
    const { ci, sections, tickets, orders, seats, agreements, needs, neededBy, connected } = detail;
    const other = sections.filter(({ name, count }) => name !== 'softwares' && count > 0);
    const part = (id: PartId, column: Part['column'], render: Part['render'], count?: number): Part => ({
      id,
      column,
      render,
      title: t(`section.${id}`),
      ...(count === undefined ? {} : { count }),
    });
    return [
      part('hardware', 'left', (shown) => <CiHardware detail={shown} />),
      part('user', 'right', (shown) => <CiUser detail={shown} />),
      part('commercial', 'right', (shown) => <CiCommercial detail={shown} />),
      part('agreements', 'right', (shown) => <CiAgreements detail={shown} />, agreements.length),
      part(
        'software',
        'left',
        (shown) => <CiSoftware ciId={shown.ci.id} sections={shown.sections} />,
        ci.softwareCount,
      ),
      ...(other.length === 0
        ? []
        : [
            part(
              'inventory',
              'left',
              (shown) => <CiInventory ciId={shown.ci.id} sections={shown.sections} />,
              other.length,
            ),
          ]),
      part(
        'dependencies',
        'left',
        (shown) => <CiDependencies detail={shown} />,
        needs.length + neededBy.length + connected.length,
      ),
      part(
        'tickets',
        'right',
        (shown) => (
          <Section title={t('section.tickets')}>
            <TicketLines rows={shown.tickets} empty={t('tickets.empty')} />
          </Section>
        ),
        tickets.length,
      ),
      part(
        'orders',
        'right',
        (shown) => (
          <Section title={t('section.orders')}>
            <OrderLines rows={shown.orders} empty={t('orders.empty')} />
          </Section>
        ),
        orders.length,
      ),
      part('licences', 'right', (shown) => <CiLicences detail={shown} />, seats.length),
      ...(ci.notes === '' ? [] : [part('notes', 'left', (shown) => <Notes detail={shown} />)]),
      part('journal', 'left', (shown) => <History detail={shown} />, ci.journal.length),
    ];
  }, [detail, t]);
};

const CiContent = ({ detail }: { readonly detail: CiDetail }): ReactNode => {
  const may = useMay();
  const [isEditing, setEditing] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const parts = useParts(detail);
  const mayEdit = may('configItems.update');
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'ci.edit',
        label: 'cmdb:page.edit',
        group: 'cmdb:title',
        shortcut: 'e',
        when: () => mayEdit,
        run: () => setEditing(true),
      },
    ],
    [mayEdit],
  );
  useCommands(commands);
  const column = (side: Part['column']): ReactNode => (
    <Box sx={{ display: 'grid', gap: 1.5, minWidth: 0, alignContent: 'start' }}>
      {parts
        .filter((part) => part.column === side)
        .map((part) => (
          <Box key={part.id} data-section={part.id} sx={{ minWidth: 0, scrollMarginTop: 8 }}>
            {part.render(detail)}
          </Box>
        ))}
    </Box>
  );
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', minWidth: 0 }}>
      <CiHeader detail={detail} onEdit={() => setEditing(true)} />
      <Box sx={{ flex: 1, minHeight: 0, display: 'flex' }}>
        <SectionNav sections={parts} scroller={scroller} />
        <Box
          ref={scroller}
          sx={{ flex: 1, minWidth: 0, overflow: 'auto', p: 1.5, containerType: 'inline-size' }}
        >
          <Box
            sx={{
              display: 'grid',
              gap: 1.5,
              gridTemplateColumns: 'minmax(0, 1fr)',
              '@container (min-width: 720px)': { gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)' },
            }}
          >
            {column('left')}
            {column('right')}
          </Box>
        </Box>
      </Box>
      {isEditing && <CiEditDialog detail={detail} onClose={() => setEditing(false)} />}
    </Box>
  );
};

/** Everything that is known of one configuration item. */
export const CiPage = ({ id }: { readonly id: string }): ReactNode => {
  const t = useText('cmdb');
  const live = useLive('configItems.detail', { id });
  const name = live.data?.ci.id === id ? live.data.ci.name : undefined;
  useEffect(() => {
    if (name !== undefined) useNavigation.getState().setTitle(routeKey({ page: 'ci', id }), name);
  }, [id, name]);
  if (live.error?.code === 'not_found')
    return <EmptyNote icon={<HelpOutlined />} title={t('page.notFound')} hint={t('page.notFoundHint')} />;
  return (
    <Boundary live={live} lines={16}>
      {(detail) => <CiContent key={detail.ci.id} detail={detail} />}
    </Boundary>
  );
};
