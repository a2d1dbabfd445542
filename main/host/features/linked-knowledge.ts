import type { LinkedKnowledge } from '#contracts/tickets.ts';
import type { HostContext } from '../context.ts';

/** Those of the articles and known errors that are here, in their order. */
export const linkedKnowledge = async (
  { records }: Pick<HostContext, 'records'>,
  ids: readonly string[],
): Promise<readonly LinkedKnowledge[]> => {
  const found = new Map((await records.getMany('knowledge', ids)).map((entry) => [entry.id, entry]));
  return ids.flatMap((id) => {
    const entry = found.get(id);
    if (entry === undefined) return [];
    const { number, title, type, state, workaround, closureCode } = entry;
    return [{ id, number, title, type, state, workaround, closureCode }];
  });
};
