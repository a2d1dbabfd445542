import { useCallback, useState } from 'react';
import type { Reply, ReplyError } from '#contracts/define.ts';
import type { CommandInput, CommandName, CommandOutput } from '#contracts/registry.ts';
import { host } from './host.ts';

export type CommandState<N extends CommandName> = {
  /** Sends the command; never rejects. The last refusal stays in `error` until the next run or `clear`. */
  readonly run: (input: CommandInput<N>) => Promise<Reply<CommandOutput<N>>>;
  readonly busy: boolean;
  readonly error: ReplyError | undefined;
  readonly clear: () => void;
};

export const useCommand = <N extends CommandName>(name: N): CommandState<N> => {
  const [running, setRunning] = useState(0);
  const [error, setError] = useState<ReplyError>();
  const run = useCallback(
    async (input: CommandInput<N>) => {
      setRunning((count) => count + 1);
      const reply = await host.command(name, input);
      setRunning((count) => count - 1);
      setError(reply.ok ? undefined : reply.error);
      return reply;
    },
    [name],
  );
  const clear = useCallback(() => setError(undefined), []);
  return { run, busy: running > 0, error, clear };
};
