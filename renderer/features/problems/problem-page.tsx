import type { ReactNode } from 'react';
import type { TicketDetail } from '#contracts/tickets.ts';
import type { Problem } from '#domain/fields/tickets.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import type { ProblemRecord } from '#renderer/features/problems/page/problem-record.ts';
import { AnnounceButton, ToldOfTicket, useTold } from '#renderer/shared/announcements/of-ticket.tsx';
import { ChangesPart } from '#renderer/shared/changes/changes-part.tsx';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { WriteArticle } from '#renderer/shared/knowledge/write-article.tsx';
import { useTabTitle } from '#renderer/shared/navigation/use-tab-title.ts';
import { AssignmentPart } from '#renderer/shared/record/assignment-part.tsx';
import { ConfigItemPart } from '#renderer/shared/record/config-item-part.tsx';
import { DuplicateButton, DuplicateNote, useDuplicatesPart } from '#renderer/shared/record/duplicates.tsx';
import { ProcessPage } from '#renderer/shared/record/process-page.tsx';
import { RecordFacts } from '#renderer/shared/record/record-facts.tsx';
import type { RecordPart } from '#renderer/shared/record/record-layout.tsx';
import { useRecordPage } from '#renderer/shared/record/record-page.ts';
import { RecordText } from '#renderer/shared/record/record-text.tsx';
import type { StepKeys } from '#renderer/shared/record/step-model.ts';
import { TimePart } from '#renderer/shared/record/time-part.tsx';
import { fieldLabel, stateReason } from '#renderer/shared/record/words.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { PriorityMark } from '#renderer/shared/ui/chips.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { CausesPart } from './page/causes-part.tsx';
import { IncidentsPart } from './page/incidents-part.tsx';
import { KnownErrorPart } from './page/known-error-part.tsx';
import { TasksPart } from './page/tasks-part.tsx';
import { useResolveAlong } from './page/use-resolve-along.tsx';
import { useTelling } from './page/use-telling.tsx';
import { WhysPart } from './page/whys-part.tsx';

/** What is seen, what it costs, why, and what helps: in the order in which it becomes known. */
const TEXTS = ['symptom', 'businessImpact', 'workaround', 'rootCause', 'solution'] as const;
const FACTS = [
  'impact',
  'urgency',
  'category',
  'subcategory',
  'serviceId',
  'placeId',
  'requesterId',
  'alsoAffectedIds',
  'tags',
  'origin',
  'riskReason',
  'riskReviewOn',
  'resolvedAt',
  'resolvedBy',
  'closedAt',
  'reassignmentCount',
  'reopenCount',
];

/** What it is, and what is told of it. */
const FactsPart = ({ page }: { readonly page: ProblemRecord }): ReactNode => {
  const t = useText('problems');
  const told = useTold(page.record.id);
  return (
    <Section title={t('side.facts')} coming={told.coming}>
      <RecordFacts view={page} rows={FACTS} />
      <ToldOfTicket rows={told.rows} />
    </Section>
  );
};

const useParts = (page: ProblemRecord, detail: TicketDetail): readonly RecordPart[] => {
  const t = useText('problems');
  const record = useText('record');
  const telling = useTelling(page, detail);
  const duplicates = useDuplicatesPart(detail);
  const { whys, causes, tasks, description } = page.record;
  const main = (id: string, title: string, node: ReactNode, count?: number): RecordPart => ({
    ...{ id, title, column: 'main', node },
    ...(count === undefined ? {} : { count }),
  });
  const aside = (id: string, title: string, node: ReactNode, count?: number): RecordPart => ({
    ...main(id, title, node, count),
    column: 'aside',
  });
  const texts = TEXTS.map((path) =>
    main(
      path,
      fieldLabel('tickets', path),
      <RecordText view={page} path={path} actions={path === 'workaround' ? telling.button : null} />,
    ),
  );
  const [symptom, impact, workaround, ...found] = texts;
  return [
    ...(description === ''
      ? []
      : [
          main(
            'description',
            fieldLabel('tickets', 'description'),
            <RecordText view={page} path="description" />,
          ),
        ]),
    ...[symptom, impact, workaround].filter((part) => part !== undefined),
    main(
      'incidents',
      t('incidents.title'),
      <IncidentsPart page={page} detail={detail} telling={telling} />,
      detail.incidentsTotal,
    ),
    ...duplicates,
    main('whys', t('whys.title'), <WhysPart page={page} />, whys.length),
    main('causes', t('causes.title'), <CausesPart page={page} />, causes.length),
    ...found,
    main('tasks', t('tasks.title'), <TasksPart page={page} />, tasks.length),
    aside(
      'known-error',
      t('knownError.title'),
      <KnownErrorPart page={page} detail={detail} />,
      detail.knownErrors.length,
    ),
    aside('changes', t('changes:ofTicket.title'), <ChangesPart page={page} />, page.record.changeIds.length),
    aside('assignment', record('assignment.title'), <AssignmentPart page={page} />),
    aside(
      'ci',
      t('side.ci'),
      <ConfigItemPart page={page} detail={detail} title={t('side.ci')} />,
      detail.furtherCis.length,
    ),
    aside('facts', t('side.facts'), <FactsPart page={page} />),
    aside('time', record('time.title'), <TimePart page={page} />),
  ];
};

const STEP_KEYS: StepKeys = { assess: 's', analyse: 'a', fix: 's', reopen: 's', resolve: 'r' };

const ProblemView = ({ detail }: { readonly detail: TicketDetail }): ReactNode => {
  const t = useText('problems');
  const page = useRecordPage({
    process: PROBLEM,
    // The page shows other types nothing of it.
    record: detail.ticket as Problem,
    names: detail.names,
    pendingSync: detail.pendingSync,
  });
  const parts = useParts(page, detail);
  const stepExtra = useResolveAlong(page, detail);
  return (
    <ProcessPage
      page={page}
      type={t('common:ticketTypes.problem')}
      label={t('page.header')}
      because={stateReason(page.record)}
      marks={<PriorityMark priority={page.record.priority} />}
      actions={
        <>
          <DuplicateButton page={page} />
          <WriteArticle ticket={page.record} />
          <AnnounceButton ticketId={page.record.id} />
        </>
      }
      parts={parts}
      stepKeys={STEP_KEYS}
      stepExtra={stepExtra}
    >
      <DuplicateNote detail={detail} />
    </ProcessPage>
  );
};

/** A problem by its id: from what is seen to what takes the cause away, with the incidents that wait for it. */
export const ProblemPage = ({ id }: { readonly id: string }): ReactNode => {
  const live = useLive('tickets.detail', { id });
  const ticket = live.data?.ticket;
  useTabTitle({ page: 'problem', id }, ticket?.number, ticket?.title);
  return (
    <Boundary live={live} lines={12} ofPage>
      {(detail) =>
        detail.ticket.type === 'problem' ? <ProblemView key={detail.ticket.id} detail={detail} /> : null
      }
    </Boundary>
  );
};
