import { Button } from '@mui/material';
import { type ReactNode, useEffect } from 'react';
import type { TicketDetail } from '#contracts/tickets.ts';
import type { Incident, Problem } from '#domain/fields/tickets.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import type { Step } from '#domain/processes/process.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { WriteArticle } from '#renderer/shared/knowledge/write-article.tsx';
import { openRoute, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { AssignmentPart } from '#renderer/shared/record/assignment-part.tsx';
import { ProcessPage } from '#renderer/shared/record/process-page.tsx';
import type { RecordPart } from '#renderer/shared/record/record-layout.tsx';
import { type RecordPage, useRecordPage } from '#renderer/shared/record/record-page.ts';
import { RecordText } from '#renderer/shared/record/record-text.tsx';
import { SlaFigures } from '#renderer/shared/record/sla-figures.tsx';
import { TimePart } from '#renderer/shared/record/time-part.tsx';
import { fieldLabel, valueWord } from '#renderer/shared/record/words.ts';
import { useMay } from '#renderer/shared/session/use-may.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { PriorityMark } from '#renderer/shared/ui/chips.tsx';
import { CallerPart } from './page/caller-part.tsx';
import { CiPart } from './page/ci-part.tsx';
import { ClassificationPart } from './page/classification-part.tsx';
import { HelpPart } from './page/help-part.tsx';
import { noteOffersOf, stepOffersOf } from './page/knowledge-offers.ts';
import { RelatedPart } from './page/related-part.tsx';

export type IncidentRecord = RecordPage<typeof INCIDENT>;

const useParts = (page: IncidentRecord, detail: TicketDetail): readonly RecordPart[] => {
  const t = useText('incidents');
  const record = useText('record');
  return [
    {
      id: 'description',
      title: fieldLabel('tickets', 'description'),
      column: 'main',
      node: <RecordText view={page} path="description" />,
    },
    {
      id: 'help',
      title: t('help.title'),
      column: 'main',
      count: detail.knowledge.length,
      node: <HelpPart page={page} detail={detail} />,
    },
    {
      id: 'assignment',
      title: record('assignment.title'),
      column: 'aside',
      node: <AssignmentPart page={page} />,
    },
    { id: 'caller', title: t('side.caller'), column: 'aside', node: <CallerPart page={page} /> },
    {
      id: 'ci',
      title: t('side.ci'),
      column: 'aside',
      count: detail.furtherCis.length,
      node: <CiPart page={page} detail={detail} />,
    },
    {
      id: 'classification',
      title: t('side.classification'),
      column: 'aside',
      node: <ClassificationPart page={page} />,
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
  const { holdReason, ciId, id } = incident;
  const kind = { collection: 'tickets', type: incident.type } as const;
  const hint = (step: Step): ReactNode =>
    step.to === 'resolved' && detail.childrenOpen > 0
      ? t('childrenHint', { count: detail.childrenOpen })
      : null;
  return (
    <ProcessPage
      page={page}
      type={t('common:ticketTypes.incident')}
      label={t('page.header')}
      because={holdReason === null ? null : valueWord(kind, 'holdReason', holdReason)}
      marks={
        <>
          <PriorityMark priority={incident.priority} />
          <SlaFigures ticket={incident} agreementName={detail.agreementName} />
        </>
      }
      actions={
        <>
          <WriteArticle ticket={incident} />
          {may('orders.create') && (
            <Button size="small" onClick={() => openRoute({ page: 'order-new', ciId, ticketId: id })}>
              {t('side.order')}
            </Button>
          )}
        </>
      }
      parts={parts}
      noteOffers={noteOffersOf(detail.knowledge)}
      stepOffers={(step) => stepOffersOf(step, detail.knowledge, page)}
      stepHint={hint}
    />
  );
};

/** A problem until it has a page of its own: its text, its clock, its history. */
const ProblemView = ({ detail }: ViewProps): ReactNode => {
  const t = useText('incidents');
  const record = useText('record');
  const page = useRecordPage({
    process: PROBLEM,
    record: detail.ticket as Problem,
    names: detail.names,
    pendingSync: detail.pendingSync,
  });
  const parts: readonly RecordPart[] = [
    {
      id: 'description',
      title: fieldLabel('tickets', 'description'),
      column: 'main',
      node: <RecordText view={page} path="description" />,
    },
    {
      id: 'assignment',
      title: record('assignment.title'),
      column: 'aside',
      node: <AssignmentPart page={page} />,
    },
  ];
  return (
    <ProcessPage
      page={page}
      type={t('common:ticketTypes.problem')}
      label={t('page.header')}
      marks={<PriorityMark priority={page.record.priority} />}
      actions={<WriteArticle ticket={page.record} />}
      parts={parts}
    />
  );
};

/** A ticket by its id. */
export const IncidentPage = ({ id }: { readonly id: string }): ReactNode => {
  const live = useLive('tickets.detail', { id });
  const number = live.data?.ticket.number;
  useEffect(() => {
    if (number !== undefined) useNavigation.getState().setTitle(`ticket:${id}`, number);
  }, [id, number]);
  return (
    <Boundary live={live} lines={12}>
      {(detail) =>
        detail.ticket.type === 'incident' ? (
          <IncidentView key={detail.ticket.id} detail={detail} />
        ) : (
          <ProblemView key={detail.ticket.id} detail={detail} />
        )
      }
    </Boundary>
  );
};
