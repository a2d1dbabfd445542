import type { Candidate, Match } from '#domain/config-items/matching.ts';
import type { Relation } from '#domain/fields/config-items.ts';
import type { ReviewedDevice } from '#domain/import/device-review.ts';
import type { GlpiInventory } from '#domain/import/glpi-format.ts';
import type { ImportRecord, Planned } from '#domain/import/import-report.ts';
import { type Reasoned, reasoned } from '#domain/records/result.ts';
import { type ImportHost, importEnv } from './import-context.ts';
import type { KnownConfigItems } from './known-config-items.ts';
import { endRelations } from './relation-plan.ts';
import type { Workspace } from './workspace.ts';

/** One file's run: what the plan of its device, its desk and its cables needs. */
export type GlpiRun = {
  readonly file: string;
  readonly host: ImportHost;
  readonly workspace: Workspace;
  readonly known: KnownConfigItems;
  /** Puts a device that it can't tell before a person. */
  readonly ask: (question: Question) => void;
};

/** What an importer planned, and what a person has to decide. */
export type PlannedImport = Planned & { readonly questions: readonly Question[] };

/** A device that may be several items. `inventory`: what it came in, which goes in when somebody has decided. */
export type Question = {
  readonly device: ReviewedDevice;
  readonly candidates: readonly Candidate[];
  readonly file: string;
  readonly inventory: GlpiInventory | null;
};

export const relationRecord = (
  file: string,
  relation: Pick<Relation, 'id'>,
  label: string,
  action: ImportRecord['action'],
): ImportRecord => ({ file, kind: 'relation', id: relation.id, label, action });

export const skipped = (
  file: string,
  kind: ImportRecord['kind'],
  label: string,
  why: Reasoned,
): ImportRecord => ({
  file,
  kind,
  id: null,
  label,
  action: 'skipped',
  why,
});

export type Ambiguous = Extract<Match, { kind: 'ambiguous' }>;

/** Several items may be it, or what speaks for one speaks against it as well: for a person. */
export const undecided = (
  file: string,
  kind: ImportRecord['kind'],
  label: string,
  { by, ids, candidates }: Ambiguous,
): ImportRecord => ({
  file,
  kind,
  id: null,
  label,
  action: 'ambiguous',
  why: reasoned('row.identity_fits', { by, items: ids }),
  candidates,
});
/** Whether silence about screens and guests means that there are none: not in a partial inventory, nor in what was read over the network. */
export const seesInside = ({ partial, sections }: GlpiInventory): boolean =>
  !partial && sections.network_device === undefined;

/** Ends what an earlier import made and no longer holds, and says so. */
export const ended = (relations: readonly Relation[], why: Reasoned, run: GlpiRun): readonly ImportRecord[] =>
  endRelations(relations, run.workspace, importEnv(run.host)).map((one) => ({
    ...relationRecord(run.file, one, `${one.kind} ${one.toId}`, 'updated'),
    why,
  }));
