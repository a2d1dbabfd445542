import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { Reply, ReplyError } from '#contracts/define.ts';
import type { LinkedKnowledge, TicketDetail } from '#contracts/tickets.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { isActiveState } from '#domain/processes/process.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRecord } from '#renderer/shared/navigation/record-route.ts';
import { knowledgeRow, LinkedRecords } from '#renderer/shared/record/linked-records.tsx';
import { useMay } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { ProblemRecord } from './problem-record.ts';

type KnownErrorPartProps = { readonly page: ProblemRecord; readonly detail: TicketDetail };

/** What can be done with the problem's known errors, one at a time, and why the last could not. */
const useKnownErrorActs = (page: ProblemRecord) => {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const { record } = page;
  const doing = async <T,>(command: Promise<Reply<T>>): Promise<Reply<T>> => {
    setBusy(true);
    const reply = await command;
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
    return reply;
  };
  return {
    busy,
    error,
    clearError: () => setError(undefined),
    make: async (): Promise<void> => {
      const reply = await doing(host.command('problems.createKnownError', { id: record.id }));
      if (reply.ok) openRecord('knowledge', reply.data, reply.data.number);
    },
    resolve: (id: string) => {
      const { rootCause, solution } = record;
      return doing(host.command('knownErrors.step', { id, to: 'resolved', rootCause, solution }));
    },
    publish: (id: string) => doing(host.command('knownErrors.step', { id, to: 'published' })),
    unlink: (id: string) => doing(page.run('linkKnowledge', { knowledgeId: id, linked: false })),
  };
};

type NextStepProps = {
  readonly entry: LinkedKnowledge;
  /** The problem was resolved, so its known errors are none any more. */
  readonly isSolved: boolean;
  readonly acts: ReturnType<typeof useKnownErrorActs>;
};

const NextStep = ({ entry, isSolved, acts }: NextStepProps): ReactNode => {
  const t = useText('problems');
  const may = useMay();
  if (!may('knownErrors.step')) return null;
  const isOver = isSolved && isActiveState(KNOWN_ERROR, entry.state);
  if (!isOver && entry.state !== 'draft') return null;
  const take = isOver ? acts.resolve : acts.publish;
  return (
    <Button size="small" loading={acts.busy} onClick={() => void take(entry.id)} sx={{ py: 0 }}>
      {t(isOver ? 'knownError.resolve' : 'knownError.publish')}
    </Button>
  );
};

/** Tells everybody who meets it next: the known error of the problem, and other knowledge that was of use. */
export const KnownErrorPart = ({ page, detail }: KnownErrorPartProps): ReactNode => {
  const t = useText('problems');
  const acts = useKnownErrorActs(page);
  const { knownErrors, knowledge } = detail;
  const others = knowledge.filter(({ id }) => !knownErrors.some((one) => one.id === id));
  const isSolved = page.record.resolvedAt !== null;
  const mayMake = knownErrors.length === 0 && page.can('createKnownError');
  return (
    <Section
      title={t('knownError.title')}
      actions={
        mayMake && (
          <Button size="small" loading={acts.busy} onClick={() => void acts.make()}>
            {t('knownError.create')}
          </Button>
        )
      }
    >
      <LinkedRecords
        rows={knownErrors.map(knowledgeRow)}
        empty={t('knownError.empty')}
        action={(row) => {
          const entry = knownErrors.find(({ id }) => id === row.id);
          return entry === undefined ? null : <NextStep {...{ entry, isSolved, acts }} />;
        }}
      />
      {others.length > 0 && (
        <Box sx={{ mt: 0.5 }}>
          <Typography variant="caption" color="textSecondary">
            {t('knownError.others')}
          </Typography>
          <LinkedRecords
            rows={others.map(knowledgeRow)}
            onUnlink={page.can('linkKnowledge') ? (row) => void acts.unlink(row.id) : undefined}
          />
        </Box>
      )}
      {acts.error !== undefined && <ErrorNote error={acts.error} onClose={acts.clearError} />}
    </Section>
  );
};
