import { type ReactNode, useEffect } from 'react';
import type { TicketDetail } from '#contracts/tickets.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import type { Step } from '#domain/processes/process.ts';
import { AnnounceButton } from '#renderer/shared/announcements/of-ticket.tsx';
import { ChangesPart } from '#renderer/shared/changes/changes-part.tsx';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { codeText, text, useText } from '#renderer/shared/i18n/i18n.ts';
import { WriteArticle } from '#renderer/shared/knowledge/write-article.tsx';
import { openRoute, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { routeElsewhere } from '#renderer/shared/navigation/record-route.ts';
import { useTabTitle } from '#renderer/shared/navigation/use-tab-title.ts';
import { AssignmentPart } from '#renderer/shared/record/assignment-part.tsx';
import { ConfigItemPart } from '#renderer/shared/record/config-item-part.tsx';
import { DuplicateButton, DuplicateNote, useDuplicatesPart } from '#renderer/shared/record/duplicates.tsx';
import { HeaderAct } from '#renderer/shared/record/header-acts.tsx';
import { ProcessPage } from '#renderer/shared/record/process-page.tsx';
import type { RecordPart } from '#renderer/shared/record/record-layout.tsx';
import { type AnyRecord, useRecordPage } from '#renderer/shared/record/record-page.ts';
import { RecordText } from '#renderer/shared/record/record-text.tsx';
import { SlaFigures } from '#renderer/shared/record/sla-figures.tsx';
import type { StepKeys } from '#renderer/shared/record/step-model.ts';
import { TimePart } from '#renderer/shared/record/time-part.tsx';
import { UnknownRecord } from '#renderer/shared/record/unknown-record.tsx';
import { fieldLabel, stateReason } from '#renderer/shared/record/words.ts';
import { TicketMarks } from '#renderer/shared/records/ticket-marks.tsx';
import { useMay } from '#renderer/shared/session/session.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { PriorityMark } from '#renderer/shared/ui/chips.tsx';
import { useDiagnosisPart } from './diagnosis/diagnosis-part.tsx';
import { AffectedPart } from './page/affected-part.tsx';
import { CallerPart } from './page/caller-part.tsx';
import { ClassificationPart } from './page/classification-part.tsx';
import { EscalationPart } from './page/escalation-part.tsx';
import { HelpPart } from './page/help-part.tsx';
import { useHoldsPart } from './page/holds-part.tsx';
import type { IncidentRecord } from './page/incident-record.ts';
import { noteOffersOf, stepOffersOf } from './page/knowledge-offers.ts';
import { MajorNote, ProposeButton } from './page/major-note.tsx';
import { MajorPart } from './page/major-part.tsx';
import { ProblemPart } from './page/problem-part.tsx';
import { RelatedPart } from './page/related-part.tsx';
import { OpenActions, openActions, reviewParts } from './page/review-parts.tsx';
import { TimelinePart } from './page/timeline-part.tsx';

/** That an update was posted says its entry. */
const HIDDEN: readonly string[] = ['updatedLastAt'];
const STEP_KEYS: StepKeys = { start: 's', resume: 's', reopen: 's', hold: 'h', hold_for: 'h', resolve: 'r' };

/** What only a major incident has, before everything else. */
const majorParts = (page: IncidentRecord): readonly RecordPart[] =>
  page.record.majorState === 'accepted'
    ? [
        ...reviewParts(page),
        {
          id: 'timeline',
          title: text('incidents:major.timeline'),
          column: 'main',
          node: <TimelinePart page={page} />,
        },
      ]
    : [];
const affectedPart = ({ record }: IncidentRecord): readonly RecordPart[] =>
  record.majorState === 'accepted'
    ? [
        {
          id: 'affected',
          title: text('incidents:major.affected'),
          column: 'aside',
          node: <AffectedPart id={record.id} />,
        },
      ]
    : [];

const useParts = (page: IncidentRecord, detail: TicketDetail): readonly RecordPart[] => {
  const t = useText('incidents');
  const record = useText('record');
  const duplicates = useDuplicatesPart(detail);
  const holds = useHoldsPart(page);
  const diagnosis = useDiagnosisPart(page);
  const isMajor = page.record.majorState === 'accepted';
  return [
    ...(isMajor
      ? [{ id: 'major', title: t('major.title'), column: 'main' as const, node: <MajorPart page={page} /> }]
      : []),
    {
      id: 'description',
      title: fieldLabel('tickets', 'description'),
      column: 'main',
      node: <RecordText view={page} path="description" />,
    },
    ...diagnosis,
    {
      id: 'help',
      title: t('help.title'),
      column: 'main',
      count: detail.knowledge.length,
      node: <HelpPart page={page} detail={detail} />,
    },
    ...majorParts(page),
    ...duplicates,
    {
      id: 'assignment',
      title: record('assignment.title'),
      column: 'aside',
      node: <AssignmentPart page={page} />,
    },
    {
      id: 'escalation',
      title: t('escalation.title'),
      column: 'aside',
      node: <EscalationPart page={page} />,
    },
    ...affectedPart(page),
    ...holds,
    { id: 'caller', title: t('side.caller'), column: 'aside', node: <CallerPart page={page} /> },
    {
      id: 'ci',
      title: t('side.ci'),
      column: 'aside',
      count: detail.furtherCis.length,
      node: <ConfigItemPart page={page} detail={detail} title={t('side.ci')} />,
    },
    {
      id: 'classification',
      title: t('side.classification'),
      column: 'aside',
      node: <ClassificationPart page={page} />,
    },
    {
      id: 'problem',
      title: t('problem.title'),
      column: 'aside',
      node: <ProblemPart page={page} detail={detail} />,
    },
    {
      id: 'changes',
      title: t('changes:ofTicket.title'),
      column: 'aside',
      node: <ChangesPart page={page} asksCause />,
    },
    {
      id: 'related',
      title: t('side.related'),
      column: 'aside',
      count: detail.childrenTotal,
      node: <RelatedPart page={page} detail={detail} />,
    },
    { id: 'time', title: record('time.title'), column: 'aside', node: <TimePart page={page} /> },
  ];
};

type ViewProps = { readonly detail: TicketDetail };

const IncidentView = ({ detail }: ViewProps): ReactNode => {
  const t = useText('incidents');
  const may = useMay();
  const incident = detail.ticket as Incident;
  const page = useRecordPage({
    process: INCIDENT,
    record: incident,
    names: detail.names,
    pendingSync: detail.pendingSync,
  });
  const parts = useParts(page, detail);
  const { ciId, id } = incident;
  const others = detail.childrenOthers;
  const along = detail.childrenOpen - others;
  const hint = (step: Step): ReactNode =>
    step.to === 'resolved' && detail.childrenOpen > 0
      ? [
          ...(along > 0 ? [t('childrenHint', { count: along })] : []),
          ...(others > 0 ? [t('childrenOthers', { count: others })] : []),
        ].join(' ')
      : null;
  return (
    <ProcessPage
      page={page}
      type={t('common:ticketTypes.incident')}
      label={t('page.header')}
      because={stateReason(incident)}
      marks={
        <>
          <PriorityMark priority={incident.priority} />
          <TicketMarks majorState={incident.majorState} escalation={incident.escalation} />
          <SlaFigures ticket={incident} agreementName={detail.agreementName} />
        </>
      }
      actions={
        <>
          <DuplicateButton page={page} />
          <ProposeButton page={page} />
          <WriteArticle ticket={incident} />
          <AnnounceButton ticketId={id} />
          {may('orders.create') && (
            <HeaderAct
              id="order"
              label={t('side.order')}
              onClick={() => openRoute({ page: 'order-new', ciId, ticketId: id })}
            />
          )}
        </>
      }
      parts={parts}
      stepKeys={STEP_KEYS}
      noteOffers={noteOffersOf(detail.knowledge)}
      stepOffers={(step) => stepOffersOf(step, detail.knowledge, page)}
      stepHint={(step) => (
        <>
          {hint(step)}
          {step.to === 'closed' && <OpenActions page={page} />}
        </>
      )}
      stepWarns={({ to }) => to === 'closed' && openActions(page) > 0}
      hiddenChanges={HIDDEN}
    >
      <MajorNote page={page} />
      <DuplicateNote detail={detail} />
    </ProcessPage>
  );
};

/** A ticket of another type has a page of its own; whoever knew its id only is led there. Without one it can be read here. */
const Elsewhere = ({ detail }: ViewProps): ReactNode => {
  const { ticket, names, pendingSync } = detail;
  const { id, type, number } = ticket;
  useEffect(() => {
    const there = routeElsewhere('tickets', { id, type }, 'ticket');
    if (there === null) return;
    openRoute(there, number);
    useNavigation.getState().close(`ticket:${id}`);
  }, [id, type, number]);
  if (routeElsewhere('tickets', ticket, 'ticket') !== null) return null;
  return (
    <UnknownRecord
      collection="tickets"
      record={ticket as AnyRecord}
      type={codeText('common:ticketTypes', type)}
      {...{ names, pendingSync }}
    />
  );
};

/** A ticket by its id. */
export const IncidentPage = ({ id }: { readonly id: string }): ReactNode => {
  const live = useLive('tickets.detail', { id });
  const ticket = live.data?.ticket;
  useTabTitle({ page: 'ticket', id }, ticket?.number, ticket?.title);
  return (
    <Boundary live={live} lines={12} ofPage>
      {(detail) =>
        detail.ticket.type === 'incident' ? (
          <IncidentView key={detail.ticket.id} detail={detail} />
        ) : (
          <Elsewhere key={detail.ticket.id} detail={detail} />
        )
      }
    </Boundary>
  );
};
