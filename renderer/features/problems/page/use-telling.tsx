import { Button } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { TicketDetail } from '#contracts/tickets.ts';
import { toldIncidents } from '#domain/problems/problem.effects.ts';
import { phaseOf } from '#domain/processes/process.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import type { ProblemRecord } from './problem-record.ts';

export type Telling = {
  readonly button: ReactNode;
  readonly error: ReplyError | undefined;
  readonly clearError: () => void;
  readonly isTold: (incidentId: string) => boolean;
};

/** Tells the incidents of a problem what helps: a button, a key, and who knows it already. */
export const useTelling = (page: ProblemRecord, detail: TicketDetail): Telling => {
  const t = useText('problems');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const { record } = page;
  const told = useMemo(
    () => toldIncidents({ effects: record.effects, workaround: record.workaround }),
    [record.effects, record.workaround],
  );
  const untold = detail.incidentsUntold;
  const isOver = phaseOf(page.process, record.state) === 'ended';
  const mayTell = page.can('tellWorkaround') && !isOver && untold > 0;
  const tell = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const reply = await host.command('problems.tellWorkaround', { id: record.id });
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
    if (reply.ok) notify('success', t('telling.done', { count: reply.data.told }));
  };
  const latest = useLatest({ mayTell, tell });
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'problem.tell',
        label: 'problems:telling.command',
        group: 'record:commands.group',
        shortcut: 'w',
        when: () => latest.current.mayTell,
        run: () => void latest.current.tell(),
      },
    ],
    [latest],
  );
  useCommands(commands);
  return {
    button: mayTell ? (
      <Button size="small" loading={busy} onClick={() => void tell()} endIcon={<KeyHint shortcut="w" />}>
        {t('telling.tell', { count: untold })}
      </Button>
    ) : null,
    error,
    clearError: () => setError(undefined),
    isTold: (id) => told.has(id),
  };
};
