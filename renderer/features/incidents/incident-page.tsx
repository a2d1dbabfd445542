import { Box } from '@mui/material';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { CommandInput } from '#contracts/registry.ts';
import type { TicketDetail } from '#contracts/tickets.ts';
import type { Step } from '#domain/processes/process.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { AssignmentSection } from './page/assignment-section.tsx';
import { CallerSection } from './page/caller-section.tsx';
import { CiSection } from './page/ci-section.tsx';
import { ClassificationSection } from './page/classification-section.tsx';
import { Composer, type ComposerKind } from './page/composer.tsx';
import { DescriptionSection } from './page/description-section.tsx';
import { HistorySection } from './page/history-section.tsx';
import { KnowledgeSection } from './page/knowledge-section.tsx';
import { RelatedSection } from './page/related-section.tsx';
import { draftName, fieldsOf, stepKey } from './page/steps.ts';
import { TicketHeader } from './page/ticket-header.tsx';
import { TimeSection } from './page/time-section.tsx';
import { TransitionForm } from './page/transition-form.tsx';
import { useTicketCommands } from './page/use-ticket-commands.ts';
import { type TicketPage, useTicketPage } from './page/use-ticket-page.ts';

/** The step whose form is open: the one asked for, else one with words from an earlier run waiting in it. */
const openStepOf = (page: TicketPage, asked: string | null): Step | undefined =>
  asked === null
    ? page.steps.find((step) => fieldsOf(step).some((field) => draftName(step, field) in page.draft.fields))
    : page.steps.find((step) => step.name === asked);

const CLOSED = '';

const TicketView = ({ detail }: { readonly detail: TicketDetail }): ReactNode => {
  const page = useTicketPage(detail);
  const { ticket } = page;
  const [editingTitle, setEditingTitle] = useState(false);
  const [asked, setAsked] = useState<string | null>(null);
  const [kind, setKind] = useState<ComposerKind>('note');
  const composerRef = useRef<HTMLTextAreaElement>(null);
  const assignmentRef = useRef<HTMLDivElement>(null);
  const minutesRef = useRef<HTMLInputElement>(null);
  const transition = useCommand('incidents.step');
  const openStep = openStepOf(page, asked);

  const takeStep = (step: Step): void => {
    if (fieldsOf(step).length > 0) setAsked(openStep?.name === step.name ? CLOSED : step.name);
    else void transition.run({ id: ticket.id, to: step.to } as CommandInput<'incidents.step'>);
  };
  useTicketCommands(page, {
    compose: (next) => {
      setKind(next);
      composerRef.current?.focus();
    },
    stepByKey: (key) => {
      const step = page.steps.find((candidate) => stepKey(candidate.name) === key);
      if (step !== undefined) takeStep(step);
    },
    assign: () => assignmentRef.current?.querySelector('input')?.focus(),
    editTitle: () => setEditingTitle(true),
    bookTime: () => minutesRef.current?.focus(),
  });
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', minWidth: 0 }}>
      <TicketHeader
        page={page}
        editingTitle={editingTitle}
        onEditingTitle={setEditingTitle}
        onStep={takeStep}
        openStep={openStep?.name ?? null}
        busy={transition.busy}
        error={transition.error}
      />
      <Box
        sx={{
          flex: 1,
          minHeight: 0,
          overflow: 'auto',
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr) minmax(280px, 360px)',
          alignItems: 'start',
          gap: 1.5,
          p: 1.5,
        }}
      >
        <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5, minWidth: 0 }}>
          {openStep !== undefined && (
            <TransitionForm
              key={openStep.name}
              page={page}
              step={openStep}
              onClose={() => setAsked(CLOSED)}
            />
          )}
          <DescriptionSection page={page} />
          {page.can('incidents.addNote') && (
            <Composer page={page} kind={kind} onKind={setKind} inputRef={composerRef} />
          )}
          <HistorySection page={page} />
        </Box>
        <Box
          component="aside"
          sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5, minWidth: 0 }}
        >
          <AssignmentSection page={page} boxRef={assignmentRef} />
          <CallerSection page={page} />
          <CiSection page={page} />
          <ClassificationSection page={page} />
          <KnowledgeSection page={page} />
          <RelatedSection page={page} />
          <TimeSection page={page} inputRef={minutesRef} />
        </Box>
      </Box>
    </Box>
  );
};

/** A ticket: an incident to work on; tickets of the other types to read. */
export const IncidentPage = ({ id }: { readonly id: string }): ReactNode => {
  const live = useLive('tickets.detail', { id });
  const number = live.data?.ticket.number;
  useEffect(() => {
    if (number !== undefined) useNavigation.getState().setTitle(`ticket:${id}`, number);
  }, [id, number]);
  return (
    <Boundary live={live} lines={12}>
      {(detail) => <TicketView detail={detail} />}
    </Boundary>
  );
};
