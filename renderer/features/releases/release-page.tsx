import { type ReactNode, useMemo } from 'react';
import type { ReleaseBeside } from '#contracts/releases.ts';
import type { TicketDetail } from '#contracts/tickets.ts';
import { isBeingDecided } from '#domain/approvals/approvals.ts';
import type { Release } from '#domain/fields/releases.ts';
import { RELEASE } from '#domain/processes/release.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useTabTitle } from '#renderer/shared/navigation/use-tab-title.ts';
import { ApprovalPart } from '#renderer/shared/record/approval-part.tsx';
import { AssignmentPart } from '#renderer/shared/record/assignment-part.tsx';
import { ConfigItemPart } from '#renderer/shared/record/config-item-part.tsx';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { ProcessPage } from '#renderer/shared/record/process-page.tsx';
import { RecordFacts } from '#renderer/shared/record/record-facts.tsx';
import type { RecordPart } from '#renderer/shared/record/record-layout.tsx';
import { useRecordPage } from '#renderer/shared/record/record-page.ts';
import { RecordText } from '#renderer/shared/record/record-text.tsx';
import type { StepKeys } from '#renderer/shared/record/step-model.ts';
import { TimePart } from '#renderer/shared/record/time-part.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { PriorityMark } from '#renderer/shared/ui/chips.tsx';
import { Building } from '#renderer/shared/ui/later.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { ChangesPart } from './page/changes-part.tsx';
import { ChecksPart } from './page/checks-part.tsx';
import { GoPart } from './page/go-part.tsx';
import { ProductsPart } from './page/products-part.tsx';
import type { ReleaseRecord } from './page/release-record.ts';
import { WavesPart } from './page/waves-part.tsx';

const TEXTS = ['rollbackPlan', 'communicationPlan'] as const;
const FACTS = [
  'plannedStartAt',
  'plannedEndAt',
  'costMinor',
  'impact',
  'urgency',
  'category',
  'subcategory',
  'serviceId',
  'placeId',
  'requesterId',
  'tags',
  'reviewNotes',
  'resolvedAt',
  'resolvedBy',
  'closedAt',
];

type PartsInput = {
  readonly page: ReleaseRecord;
  readonly detail: TicketDetail;
  readonly beside: ReleaseBeside | undefined;
};

const useParts = ({ page, detail, beside }: PartsInput): readonly RecordPart[] => {
  const t = useText('releases');
  const record = useText('record');
  const part = (
    column: RecordPart['column'],
    id: string,
    title: string,
    node: ReactNode,
    count?: number,
  ): RecordPart => ({
    ...{ id, title, column, node },
    ...(count === undefined ? {} : { count }),
  });
  const textPart = (path: string): RecordPart =>
    part('main', path, fieldLabel('tickets', path), <RecordText view={page} path={path} />);
  const label = (path: string): string => fieldLabel('tickets', path);
  const { changeIds } = page.record;
  const [products, checks, waves] = [page.record.products, page.record.checks, page.record.waves].map(
    (list) => list?.length ?? 0,
  );
  const deployed: readonly RecordPart[] =
    beside === undefined
      ? []
      : [
          part('main', 'waves', label('waves'), <WavesPart page={page} beside={beside} />, waves),
          part(
            'main',
            'changes',
            t('changes.title'),
            <ChangesPart page={page} beside={beside} />,
            changeIds.length,
          ),
        ];
  const leads = isBeingDecided(RELEASE, page.record);
  const decided: readonly RecordPart[] =
    beside === undefined
      ? [{ ...part('aside', 'approval', t('approvals:title'), <Building />), leads }]
      : [
          ...(beside.conditions.length === 0
            ? []
            : [{ ...part('aside', 'go', t('go.title'), <GoPart page={page} beside={beside} />), leads }]),
          {
            ...part(
              'aside',
              'approval',
              t('approvals:title'),
              <ApprovalPart page={page} approval={beside.approval} />,
              page.record.votes.length,
            ),
            leads,
          },
        ];
  const caused: readonly RecordPart[] =
    beside === undefined || beside.causedTotal === 0
      ? []
      : [
          part(
            'main',
            'caused',
            t('caused.title'),
            <Section title={t('caused.title')}>
              <LinkedRecords rows={beside.caused.map(ticketRow)} />
            </Section>,
            beside.causedTotal,
          ),
        ];
  return [
    textPart('description'),
    ...deployed,
    part('main', 'products', label('products'), <ProductsPart page={page} />, products),
    part('main', 'checks', label('checks'), <ChecksPart page={page} />, checks),
    ...TEXTS.map(textPart),
    ...caused,
    ...decided,
    part('aside', 'assignment', record('assignment.title'), <AssignmentPart page={page} />),
    part(
      'aside',
      'ci',
      t('side.ci'),
      <ConfigItemPart page={page} detail={detail} title={t('side.ci')} />,
      detail.furtherCis.length,
    ),
    part(
      'aside',
      'facts',
      t('side.facts'),
      <Section title={t('side.facts')}>
        <RecordFacts view={page} rows={FACTS} />
      </Section>,
    ),
    part('aside', 'time', record('time.title'), <TimePart page={page} />),
  ];
};

const STEP_KEYS: StepKeys = { build: 's', test: 's', request: 's', finish: 'r', close: 'r' };

const ReleaseView = ({ detail }: { readonly detail: TicketDetail }): ReactNode => {
  const t = useText('releases');
  const id = useMemo(() => ({ id: detail.ticket.id }), [detail.ticket.id]);
  const beside = useLive('releases.beside', id).data;
  const page = useRecordPage({
    process: RELEASE,
    // The page shows other types nothing of it.
    record: detail.ticket as Release,
    names: detail.names,
    pendingSync: detail.pendingSync,
  });
  const parts = useParts({ page, detail, beside });
  return (
    <ProcessPage
      page={page}
      type={t('common:ticketTypes.release')}
      label={t('page.header')}
      marks={<PriorityMark priority={page.record.priority} />}
      parts={parts}
      stepKeys={STEP_KEYS}
    />
  );
};

/** A release by its id: what it brings, whether it may go, how far its waves are. */
export const ReleasePage = ({ id }: { readonly id: string }): ReactNode => {
  const live = useLive('tickets.detail', { id });
  const ticket = live.data?.ticket;
  useTabTitle({ page: 'release', id }, ticket?.number, ticket?.title);
  return (
    <Boundary live={live} lines={12}>
      {(detail) =>
        detail.ticket.type === 'release' ? <ReleaseView key={detail.ticket.id} detail={detail} /> : null
      }
    </Boundary>
  );
};
