import type { LocalValues } from '../local/values.ts';
import type { Connection } from './connection.ts';
import type { CouchClient } from './couch-client.ts';
import type { Conflicted } from './couch-documents.ts';
import { refuseCircle, seqText } from './pull.ts';

/** Rows without documents: about a megabyte. */
const PAGE = 5_000;
/** What stands in the values once nothing is left to be looked through. */
const DONE = 'done';

export type LeafScan = {
  /** Looks through the whole database, once; after an interruption from where it was. Rejects with what the server rejects. */
  readonly run: () => Promise<void>;
  /** Everything comes with a pull that asks for losing revisions. */
  readonly skip: () => void;
};

type ScanParts = {
  readonly client: CouchClient;
  readonly connection: Pick<Connection, 'run'>;
  readonly databaseName: string;
  readonly values: LocalValues;
  /** Key of how far it is in `values`. */
  readonly key: string;
  readonly found: (conflicted: readonly Conflicted[]) => void;
};

type Answer = {
  readonly results: readonly { readonly id: string; readonly changes: readonly { readonly rev: string }[] }[];
  readonly last_seq: unknown;
};

/**
 * What a device pulled before its pulls asked for losing revisions came without them, and would tell of them only with the next change of the
 * record. So each database is looked through once: which records have more than one leaf. Which of those lost, and which are only what is left of deletions,
 * is asked when they are looked at.
 */
export const createLeafScan = (parts: ScanParts): LeafScan => {
  const { client, connection, databaseName, found, key, values } = parts;

  const page = async (since: string, signal: AbortSignal): Promise<string> => {
    const query = `style=all_docs&limit=${PAGE}&since=${encodeURIComponent(since)}`;
    const answer = await client.request<Answer>(`/${databaseName}/_changes?${query}`, {
      ...{ signal, shape: 'changes' },
    });
    found(
      answer.results.flatMap(({ id, changes }) =>
        changes.length < 2 || id.startsWith('_design/') ? [] : [{ id, revs: changes.map(({ rev }) => rev) }],
      ),
    );
    const last = seqText(answer.last_seq);
    refuseCircle([since], last, answer.results.length);
    return answer.results.length < PAGE ? DONE : last;
  };

  return {
    run: async () => {
      for (;;) {
        const reached = values.get(key);
        if (reached === DONE) return;
        const next = await connection.run((signal) => page(reached ?? '0', signal));
        // The database may have turned out to be another one meanwhile, where this place means nothing.
        if (values.get(key) === reached) values.set(key, next);
      }
    },
    skip: () => values.set(key, DONE),
  };
};
