import type { Usage } from '#domain/knowledge/review.ts';
import { parseJson, type Reads, sql, textOf } from './sql.ts';

/** A count over a long history is kept this multiple of the time it took, so that it never fills the read thread. */
const KEPT_FACTOR = 20;

/** From so long on nobody waits for a count when there is an older one. */
const LONG_MS = 50;

/** Tickets that are told by name; of the others only the count is. */
const MOST_TICKETS = 8;

type TicketUses = Usage & {
  /** The newest tickets that link it, in no order. */
  readonly ticketIds: readonly string[];
};
/** Uses by knowledge id. */
export type Usages = ReadonlyMap<string, TicketUses>;

export type KnowledgeUsages = {
  /**
   * As counted now. Where counting takes long it is as counted last, and counted anew meanwhile: a number that is a little old does no harm,
   * waiting for it would. @throws when the store can't be read.
   */
  readonly counted: () => Promise<Usages>;
  /** `listener` hears when there is a newer count than the last answer. The answer ends that. */
  readonly onCounted: (listener: () => void) => () => void;
};

const countUses = async (reads: Reads): Promise<Usages> => {
  const rows = await reads.aside.all(
    sql(
      `SELECT knowledge, max(uses), max(openedAt), json_group_array(id) FROM (
         SELECT k.value AS knowledge, t.id AS id, t.f_openedAt AS openedAt, count(*) OVER (PARTITION BY k.value) AS uses,
           row_number() OVER (PARTITION BY k.value ORDER BY t.f_openedAt DESC, t.id) AS place
         FROM ${reads.table('tickets')} t, json_each(t.f_knowledgeIds) k WHERE t.deleted = 0
       ) WHERE place <= ? GROUP BY knowledge`,
      MOST_TICKETS,
    ),
  );
  return new Map(
    rows.map((row) => [
      textOf(row[0]),
      {
        count: Number(row[1]),
        lastAt: textOf(row[2]),
        ticketIds: parseJson<readonly string[]>(row[3]).map(textOf),
      },
    ]),
  );
};

/** How often each article and known error was linked to a ticket, and when last. Looks at every ticket, so it runs in the read thread. */
export const openKnowledgeUsages = (reads: Reads): KnowledgeUsages => {
  const listeners = new Set<() => void>();
  let last: { readonly usages: Usages; readonly version: unknown; readonly tookMs: number } | null = null;
  let keptUntil = Number.NEGATIVE_INFINITY;
  let counting: Promise<Usages> | null = null;
  const count = async (version: unknown): Promise<Usages> => {
    const began = performance.now();
    const usages = await countUses(reads);
    const ended = performance.now();
    last = { usages, version, tookMs: ended - began };
    keptUntil = ended + KEPT_FACTOR * last.tookMs;
    return usages;
  };
  return {
    counted: async () => {
      const version = reads.get(sql('PRAGMA data_version'))?.[0];
      if (last !== null && (last.version === version || performance.now() < keptUntil)) return last.usages;
      counting ??= count(version).finally(() => {
        counting = null;
      });
      if (last === null || last.tookMs < LONG_MS) return counting;
      // Whoever asks next is told why it can't be counted any more.
      counting.then(
        () => {
          for (const listener of listeners) listener();
        },
        () => undefined,
      );
      return last.usages;
    },
    onCounted: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
