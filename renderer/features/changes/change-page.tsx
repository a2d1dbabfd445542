import { memo, type ReactNode, useMemo } from 'react';
import type { ChangeBeside, ChangeConflicts } from '#contracts/changes.ts';
import type { TicketDetail } from '#contracts/tickets.ts';
import { isBeingDecided } from '#domain/approvals/approvals.ts';
import { MODEL_PLAN_FIELDS } from '#domain/changes/standard.ts';
import type { Change } from '#domain/fields/changes.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { AnnounceButton, ToldOfTicket, useTold } from '#renderer/shared/announcements/of-ticket.tsx';
import { useAhead, useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useTabTitle } from '#renderer/shared/navigation/use-tab-title.ts';
import { ApprovalPart } from '#renderer/shared/record/approval-part.tsx';
import { AssignmentPart } from '#renderer/shared/record/assignment-part.tsx';
import { ConfigItemPart } from '#renderer/shared/record/config-item-part.tsx';
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
import { CausedPart, ReviewNote, useFixedParts } from './page/chain-parts.tsx';
import type { ChangeRecord } from './page/change-record.ts';
import { ConflictsPart } from './page/conflicts-part.tsx';
import { ReleasesPart } from './page/releases-part.tsx';
import { RiskPart } from './page/risk-part.tsx';
import { StandardNote } from './page/standard-note.tsx';
import { TasksPart } from './page/tasks-part.tsx';
import { hasRehearsal, RehearsalPart } from './rehearsal/rehearsal-part.tsx';

/** Why, and how: in the order in which a change is prepared. */
const TEXTS = [
  'justification',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
  'communicationPlan',
] as const;
const WHEN = [
  'plannedStartAt',
  'plannedEndAt',
  'actualStartAt',
  'actualEndAt',
  'hasOutage',
  'costMinor',
  'outcome',
  'reviewNotes',
];
const FACTS = [
  'changeType',
  'impact',
  'urgency',
  'category',
  'subcategory',
  'serviceId',
  'placeId',
  'requesterId',
  'tags',
  'resolvedAt',
  'resolvedBy',
  'closedAt',
];

type PartsInput = {
  readonly page: ChangeRecord;
  readonly detail: TicketDetail;
  readonly beside: ChangeBeside | undefined;
  readonly conflicts: ChangeConflicts | undefined;
};

const useParts = ({ page, detail, beside, conflicts }: PartsInput): readonly RecordPart[] => {
  const t = useText('changes');
  const record = useText('record');
  const fixed = useFixedParts(page, beside, detail);
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
  return [
    textPart('description'),
    ...TEXTS.map(textPart),
    part('main', 'tasks', t('tasks.title'), <TasksPart page={page} />, page.record.tasks.length),
    ...(hasRehearsal(page)
      ? [
          part(
            'main',
            'rehearsal',
            t('rehearsal.title'),
            <RehearsalPart page={page} />,
            (page.record.preparations ?? []).length,
          ),
        ]
      : []),
    part('main', 'risk', t('risk.title'), <RiskPart page={page} />),
    ...(beside === undefined || beside.causedTotal === 0
      ? []
      : [part('main', 'caused', t('caused.title'), <CausedPart beside={beside} />, beside.causedTotal)]),
    {
      ...part(
        'aside',
        'approval',
        t('approvals:title'),
        beside === undefined ? (
          <Building />
        ) : (
          <ApprovalPart
            page={page}
            approval={beside.approval}
            note={
              page.record.changeType === 'standard' ? <StandardNote page={page} beside={beside} /> : undefined
            }
          />
        ),
        page.record.votes.length,
      ),
      leads: isBeingDecided(CHANGE, page.record),
    },
    // Without a window, or when it is over, nothing is in its way.
    ...(conflicts === undefined || conflicts.planned === null
      ? []
      : [
          part(
            'aside',
            'conflicts',
            t('conflicts.title'),
            <ConflictsPart page={page} conflicts={conflicts} />,
            conflicts.total,
          ),
        ]),
    part('aside', 'when', t('side.when'), <WhenPart page={page} />),
    part('aside', 'assignment', record('assignment.title'), <AssignmentPart page={page} />),
    part(
      'aside',
      'ci',
      t('side.ci'),
      <ConfigItemPart page={page} detail={detail} title={t('side.ci')} />,
      detail.furtherCis.length,
    ),
    ...fixed,
    ...(beside === undefined
      ? []
      : [
          part(
            'aside',
            'releases',
            t('release.title'),
            <ReleasesPart page={page} beside={beside} />,
            beside.releases.length,
          ),
        ]),
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

/** When it is planned, was done, and what is told of it. */
const WhenPart = memo(({ page }: { readonly page: ChangeRecord }): ReactNode => {
  const t = useText('changes');
  const told = useTold(page.record.id);
  return (
    <Section title={t('side.when')} coming={told.coming}>
      <RecordFacts view={page} rows={WHEN} />
      <ToldOfTicket rows={told.rows} />
    </Section>
  );
});

const STEP_KEYS: StepKeys = {
  assess: 's',
  request: 's',
  schedule: 's',
  implement: 's',
  review: 'r',
  close: 'r',
};

/** What is the model's of a standard change is not offered for editing. */
const changePage = (page: ChangeRecord): ChangeRecord =>
  page.record.changeType === 'standard'
    ? {
        ...page,
        mayEdit: (path) => !MODEL_PLAN_FIELDS.some((field) => field === path) && page.mayEdit(path),
      }
    : page;

type ChangeViewProps = Pick<PartsInput, 'detail' | 'beside' | 'conflicts'>;

const ChangeView = ({ detail, beside, conflicts }: ChangeViewProps): ReactNode => {
  const t = useText('changes');
  const record = useRecordPage({
    process: CHANGE,
    // The page shows other types nothing of it.
    record: detail.ticket as Change,
    names: detail.names,
    pendingSync: detail.pendingSync,
  });
  const page = useMemo(() => changePage(record), [record]);
  const parts = useParts({ page, detail, beside, conflicts });
  return (
    <ProcessPage
      page={page}
      type={t('common:ticketTypes.change')}
      label={t('page.header')}
      marks={<PriorityMark priority={page.record.priority} />}
      actions={<AnnounceButton ticketId={page.record.id} />}
      parts={parts}
      stepKeys={STEP_KEYS}
    >
      <ReviewNote page={page} beside={beside} />
    </ProcessPage>
  );
};

/** A change by its id: what is to be done and why, who agreed, how it went. */
export const ChangePage = ({ id }: { readonly id: string }): ReactNode => {
  const live = useLive('tickets.detail', { id });
  // Asked together: the page is rendered once for what comes at once, and what stands in sight waits for no part that asks first.
  useAhead('announcements.ofTicket', { ticketId: id });
  const beside = useLive('changes.beside', { id }).data;
  const conflicts = useLive('changes.conflicts', { id }).data;
  const ticket = live.data?.ticket;
  useTabTitle({ page: 'change', id }, ticket?.number, ticket?.title);
  return (
    <Boundary live={live} lines={12}>
      {(detail) =>
        detail.ticket.type === 'change' ? (
          <ChangeView key={detail.ticket.id} detail={detail} beside={beside} conflicts={conflicts} />
        ) : null
      }
    </Boundary>
  );
};
