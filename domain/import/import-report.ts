import type { Candidate } from '#domain/config-items/matching.ts';
import type { Id } from '#domain/records/common.ts';
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
  | 'relation'
  /** Something in a folder that was not taken. */
  | 'file';

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

/** What became of one column of a table, with some cells as they stand there and as they are read. */
export type ImportColumn = {
  readonly file: string;
  readonly column: string;
  /** Null for a column that is not taken. */
  readonly field: string | null;
  readonly examples: readonly { readonly line: number; readonly cell: string; readonly value: string }[];
};

/** What an importer planned, before anything is written. */
export type Planned = {
  readonly records: readonly ImportRecord[];
  /** Rows that can't be imported. As long as there are some nothing is written, unless they shall be skipped. */
  readonly badRows: readonly ImportError[];
  /** Of tables. */
  readonly columns: readonly ImportColumn[];
};

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
  readonly columns: readonly ImportColumn[];
  /** Records that could be written if the bad rows were skipped. */
  readonly offered: number;
  /** What was written, by the name under which it can be undone; null where nothing was. */
  readonly run: Id | null;
};

const CHANGING: readonly ImportAction[] = ['created', 'updated'];

/** How many of `records` would be written. */
export const changing = (records: readonly ImportRecord[]): number =>
  records.filter(({ action }) => CHANGING.includes(action)).length;

/** Counts `records` by what happened to them. */
export const importReport = (
  files: readonly string[],
  dryRun: boolean,
  records: readonly ImportRecord[],
  errors: readonly ImportError[] = [],
  { columns = [], offered = 0, run = null }: Partial<Pick<ImportReport, 'columns' | 'offered' | 'run'>> = {},
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
    columns,
    offered,
    run,
  };
};
