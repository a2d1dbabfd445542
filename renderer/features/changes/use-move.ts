import type { PlannedWindow } from '#contracts/changes.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';

/** Moves a change to another window: one edit, taken back as one. Answers whether it went. */
export const useMove = () => {
  const { run, busy, error, clear } = useCommand('changes.update');
  const move = async (id: string, { startsAt, endsAt }: PlannedWindow): Promise<boolean> => {
    const reply = await run({ id, changes: { plannedStartAt: startsAt, plannedEndAt: endsAt } });
    return reply.ok;
  };
  return { move, busy, error, clear };
};
