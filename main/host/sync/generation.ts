import type { LocalValues } from '../local/values.ts';
import { type CouchClient, CouchError } from './couch-client.ts';

/** The database on the server is not the one that was synced before, whatever its name says: another one, or an older state of it. */
export class DatabaseRecreated extends Error {
  /** Null: it does not say. */
  readonly generation: string | null;
  constructor(generation: string | null) {
    super('the database was recreated');
    this.generation = generation;
  }
}

/** Within one connection a recreated database is noticed after at most this long; asking before every request would double them. */
const TRUST_MS = 5_000;

/** What was left there when the device was there last (checkpoint.ts). */
type Left = {
  readonly isWhereItWas: (signal: AbortSignal) => Promise<boolean>;
  readonly forget: () => void;
};

export type GenerationCheck = ReturnType<typeof createGenerationCheck>;

/**
 * Compares the database's generation, which provisioning writes once, with the one known here; and in each connection, or after an error, whether
 * it is where this device left it. Throws {@link DatabaseRecreated}.
 */
export const createGenerationCheck = (
  client: CouchClient,
  databaseName: string,
  values: LocalValues,
  key: string,
  epoch: () => number,
  checkpoint: Left,
) => {
  let checkedAt = Number.NEGATIVE_INFINITY;
  let checkedIn = 0;
  return {
    check: async (signal: AbortSignal): Promise<void> => {
      if (checkedIn === epoch() && performance.now() - checkedAt < TRUST_MS) return;
      type Design = { readonly generation?: string };
      const design = await client
        .request<Design>(`/${databaseName}/_design/deskhand`, { signal, shape: 'object' })
        .catch((error): Design => {
          // A database without our design document can't tell; everything else is for the caller.
          if (error instanceof CouchError && error.kind === 'missing') return {};
          throw error;
        });
      if (typeof design.generation === 'string') {
        const known = values.get(key);
        if (known !== null && known !== design.generation) throw new DatabaseRecreated(design.generation);
        if (known === null) values.set(key, design.generation);
      }
      if (checkedIn !== epoch() || checkedAt === Number.NEGATIVE_INFINITY) {
        const isSame = await checkpoint.isWhereItWas(signal);
        if (!isSame) throw new DatabaseRecreated(design.generation ?? null);
      }
      checkedAt = performance.now();
      checkedIn = epoch();
    },
    /** After an error anything may have happened to the server. */
    distrust: (): void => {
      checkedAt = Number.NEGATIVE_INFINITY;
    },
    /** From now on this is the database that is synced. */
    accept: (generation: string | null): void => {
      if (generation !== null) values.set(key, generation);
      checkpoint.forget();
      // What was found of the one before says nothing of this one.
      checkedAt = Number.NEGATIVE_INFINITY;
    },
  };
};
