import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { Reply, ReplyError } from '#contracts/define.ts';
import type { LinkedKnowledge, TicketDetail } from '#contracts/tickets.ts';
import type { KnownError } from '#domain/fields/knowledge.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { isActiveState } from '#domain/processes/process.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRecord } from '#renderer/shared/navigation/record-route.ts';
import { knowledgeRow, LinkedRecords } from '#renderer/shared/record/linked-records.tsx';
import { useMay } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { ProblemRecord } from './use-elements.ts';

type KnownErrorPartProps = { readonly page: ProblemRecord; readonly detail: TicketDetail };

/** Tells everybody who meets it next: the known error of the problem, and other knowledge that was of use. */
export const KnownErrorPart = ({ page, detail }: KnownErrorPartProps): ReactNode => {
  const t = useText('problems');
  const may = useMay();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const { knownErrors, knowledge } = detail;
  const { record } = page;
  const others = knowledge.filter(({ id }) => !knownErrors.some((one) => one.id === id));
  const doing = async <T,>(command: Promise<Reply<T>>): Promise<Reply<T>> => {
    setBusy(true);
    const reply = await command;
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
    return reply;
  };
  const make = async (): Promise<void> => {
    const reply = await doing(host.command('problems.createKnownError', { id: record.id }));
    if (reply.ok) openRecord('knowledge', reply.data, reply.data.number);
  };
  /** Resolved problems have known errors that are not any more. */
  const resolves = (entry: LinkedKnowledge): boolean =>
    record.resolvedAt !== null && isActiveState(KNOWN_ERROR, entry.state) && may('knownErrors.step');
  const resolve = (id: string): Promise<Reply<KnownError>> => {
    const { rootCause, solution } = record;
    return doing(host.command('knownErrors.step', { id, to: 'resolved', rootCause, solution }));
  };
  const publish = (id: string): Promise<Reply<KnownError>> =>
    doing(host.command('knownErrors.step', { id, to: 'published' }));
  const action = ({ id }: { readonly id: string }): ReactNode => {
    const entry = knownErrors.find((one) => one.id === id);
    if (entry === undefined) return null;
    if (resolves(entry)) {
      return (
        <Button size="small" loading={busy} onClick={() => void resolve(id)} sx={{ py: 0 }}>
          {t('knownError.resolve')}
        </Button>
      );
    }
    return entry.state === 'draft' && may('knownErrors.step') ? (
      <Button size="small" loading={busy} onClick={() => void publish(id)} sx={{ py: 0 }}>
        {t('knownError.publish')}
      </Button>
    ) : null;
  };
  const mayMake = knownErrors.length === 0 && page.can('createKnownError');
  return (
    <Section
      title={t('knownError.title')}
      actions={
        mayMake && (
          <Button size="small" loading={busy} onClick={() => void make()}>
            {t('knownError.create')}
          </Button>
        )
      }
    >
      <LinkedRecords rows={knownErrors.map(knowledgeRow)} empty={t('knownError.empty')} action={action} />
      {others.length > 0 && (
        <Box sx={{ mt: 0.5 }}>
          <Typography variant="caption" color="textSecondary">
            {t('knownError.others')}
          </Typography>
          <LinkedRecords
            rows={others.map(knowledgeRow)}
            onUnlink={
              page.can('linkKnowledge')
                ? (row) => void doing(page.run('linkKnowledge', { knowledgeId: row.id, linked: false }))
                : undefined
            }
          />
        </Box>
      )}
      {error !== undefined && <ErrorNote error={error} onClose={() => setError(undefined)} />}
    </Section>
  );
};
