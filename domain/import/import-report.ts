import type { Candidate } from '#domain/config-items/matching.ts';
import type { Reasoned } from '#domain/records/result.ts';

/**
 * What an import did, or with a dry run would do, with one record. `ambiguous` wrote nothing: a person has to say which item of
 * `candidates` it is, if any.
 */
export type ImportAction = 'created' | 'updated' | 'unchanged' | 'skipped' | 'ambiguous';

export type ImportKind =
  | 'incident'
  | 'person'
  | 'team'
  | 'place'
  | 'setting'
  | 'configItem'
  | 'inventory'
  | 'relation';

export type ImportRecord = {
  /** The file that named the record. */
  readonly file: string;
  readonly kind: ImportKind;
  /** Null for a record that was skipped before it had an id. */
  readonly id: string | null;
  readonly label: string;
  readonly action: ImportAction;
  /** Why it was skipped, or what was left alone and why. */
  readonly why?: Reasoned;
  /** Names of the fields or inventory sections that change. */
  readonly changes?: readonly string[];
  /** Items that it may be, with the evidence for and against each: of an ambiguous one, and of a new one that resembles others. */
  readonly candidates?: readonly Candidate[];
};

/** Why a file can't be imported. Nothing is written while there is one. */
export type ImportError = {
  readonly file: string;
  /** A place in its text, or a path such as `content.softwares[3].name`; null when it is about the whole file. */
  readonly where: Reasoned | string | null;
} & Reasoned;

export type ImportReport = {
  readonly files: readonly string[];
  readonly dryRun: boolean;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly ambiguous: number;
  readonly errors: readonly ImportError[];
  readonly records: readonly ImportRecord[];
};

/** Counts `records` by what happened to them. */
export const importReport = (
  files: readonly string[],
  dryRun: boolean,
  records: readonly ImportRecord[],
  errors: readonly ImportError[] = [],
): ImportReport => {
  const count = (action: ImportAction): number => records.filter((record) => record.action === action).length;
  return {
    files,
    dryRun,
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    skipped: count('skipped'),
    ambiguous: count('ambiguous'),
    errors,
    records,
  };
};
