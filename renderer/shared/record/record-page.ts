import { useCallback, useMemo } from 'react';
import type { Reply } from '#contracts/define.ts';
import type { CommandName } from '#contracts/registry.ts';
import type { Names } from '#contracts/shared.ts';
import type { RecordBase } from '#domain/fields/base.ts';
import type { FieldTable, RecordFrom } from '#domain/fields/field.ts';
import type { PermissionTarget, CommandName as Right } from '#domain/permissions/permissions.ts';
import {
  type Act,
  allowedSteps,
  commandOf,
  isEditedIn,
  type Process,
  type ProcessRecord,
  phaseOf,
  type Step,
} from '#domain/processes/process.ts';
import { unfilled } from '#domain/processes/steps.ts';
import { fail } from '#domain/records/result.ts';
import { type DraftHandle, useDraft } from '#renderer/shared/drafts/use-draft.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useMay, useSessionUser } from '#renderer/shared/session/session.ts';
import { type Company, useCompany } from '#renderer/shared/settings/company.ts';
import type { FormatContext } from './field-format.ts';
import { headOf } from './field-paths.ts';
import { useFormatContext } from './use-format.ts';
import type { RecordKind } from './words.ts';

export type Values = Readonly<Record<string, unknown>>;
export type AnyRecord = RecordBase & Values;

/** What is typed on the page and not sent. Whether it is on disk yet is nothing its parts show. */
type ViewDraft = Pick<DraftHandle, 'ref' | 'fields' | 'discard'>;

/** What the parts of every record's page share: facts, history and editors need no more. */
export type RecordView = {
  readonly kind: RecordKind;
  readonly table: FieldTable;
  readonly record: AnyRecord;
  readonly names: Names;
  readonly company: Company;
  readonly format: FormatContext;
  readonly draft: ViewDraft;
  readonly pendingSync: boolean;
  /** Whether this user may edit the field (`title`, `commercial.supplier`) as the record stands. */
  readonly mayEdit: (path: string) => boolean;
  /**
   * Sends edited fields; answers with the record after the edit. `seen`: the lists among them as they were when they were edited, so that what
   * others put in since stays.
   */
  readonly save: (changes: Values, seen?: Values) => Promise<Reply<unknown>>;
};

export type RecordViewOptions = {
  readonly kind: RecordKind;
  readonly record: RecordBase;
  readonly names: Names;
  readonly pendingSync: boolean;
  /** Under which what is typed is kept: `incident:<id>`. */
  readonly draftKey: string;
  /** How a list of drafts calls it. */
  readonly label: string;
  /** Currency of its amounts, where they have one. */
  readonly currency?: string | null;
  /** How it is edited; a record that is only read has none. */
  readonly edit?: {
    readonly mayEdit: (path: string) => boolean;
    readonly save: RecordView['save'];
  };
};

const READ_ONLY: NonNullable<RecordViewOptions['edit']> = {
  mayEdit: () => false,
  save: async (changes) => fail('not_editable', 'field.not_editable', { fields: Object.keys(changes) }),
};

/**
 * The view of a record that has no process: a configuration item, a person. The same object as long as nothing of it changed, so that parts of a page are
 * not rendered again for what others of it were told; `edit` is then to be the same object, too.
 */
export const useRecordView = (options: RecordViewOptions): RecordView => {
  const { kind, names, pendingSync, currency = null, edit = READ_ONLY } = options;
  const { personId } = useSessionUser();
  const company = useCompany();
  const { ref, fields, discard } = useDraft(personId, options.draftKey, options.label);
  const draft = useMemo<ViewDraft>(() => ({ ref, fields, discard }), [ref, fields, discard]);
  const record = options.record as AnyRecord;
  const format = useFormatContext(kind, names, currency);
  return useMemo(
    () => ({
      ...{ kind: format.kind, table: format.table, record, names, company, format, draft, pendingSync },
      mayEdit: edit.mayEdit,
      save: edit.save,
    }),
    [record, names, company, format, draft, pendingSync, edit],
  );
};

/** The page of a record with a process, as its parts see it. */
export type AnyRecordPage = RecordView & {
  readonly process: Process;
  readonly record: AnyRecord & ProcessRecord;
  /** Steps to offer to this user now, in the order of the table. */
  readonly steps: readonly Step[];
  /** Fields that the step needs filled, and that neither the record has nor this user gives by taking it. */
  readonly unfilled: (step: Step) => readonly string[];
  /** Whether this user may do it to this record as it stands: `update`, `addNote`, or a command of the process's own. */
  readonly can: (act: string) => boolean;
  /** Sends `<feature>.<act>` about this record. */
  readonly run: (act: string, input?: Values) => Promise<Reply<unknown>>;
};
export type RecordPage<P extends Process> = Omit<AnyRecordPage, 'process' | 'record'> & {
  readonly process: P;
  readonly record: RecordFrom<P['fields']> & AnyRecord & ProcessRecord;
};

type RecordPageOptions<P extends Process> = {
  readonly process: P;
  readonly record: RecordFrom<P['fields']>;
  readonly names: Names;
  readonly pendingSync: boolean;
};

/** What has ended takes notes and links to knowledge only. */
const NOT_WHEN_ENDED: readonly string[] = [
  'update',
  'assign',
  'linkConfigItem',
  'setParent',
  'closeDuplicate',
] satisfies readonly (Act | string)[];

/** The name under which what is typed on a record's page is kept. */
const draftKeyOf = (type: string, id: string): string => `${type.replaceAll('_', '-')}:${id}`;

/** A page of a process's record: what is offered to this user now, how fields are saved, where typed text is kept. */
export const useRecordPage = <P extends Process>(options: RecordPageOptions<P>): RecordPage<P> => {
  const { process, names, pendingSync } = options;
  const record = options.record as AnyRecord & ProcessRecord;
  const { id } = record;
  const user = useSessionUser();
  const may = useMay();
  const can = useCallback(
    (act: string): boolean => {
      if (phaseOf(process, record.state) === 'ended' && NOT_WHEN_ENDED.includes(act)) return false;
      return may(commandOf(process, act) as Right, record as PermissionTarget);
    },
    [process, record, may],
  );
  const latestProcess = useLatest(process);
  const run = useCallback(
    (act: string, input: Values = {}) =>
      // The act is one of the process's, and its contract was made from the same table as the form that calls this.
      host.command(commandOf(latestProcess.current, act) as CommandName, { id, ...input } as never),
    [latestProcess, id],
  );
  const edit = useMemo<NonNullable<RecordViewOptions['edit']>>(
    () => ({
      mayEdit: (path) => can('update') && isEditedIn(process, headOf(path), record.state),
      save: (changes, seen) => run('update', { changes, seen }),
    }),
    [process, record, can, run],
  );
  const view = useRecordView({
    kind: { collection: process.collection, type: process.type },
    ...{ record, names, pendingSync },
    draftKey: draftKeyOf(process.type, id),
    label: `${record.number} ${record.title}`,
    edit,
  });
  return useMemo(
    () => ({
      ...view,
      process,
      record: record as RecordPage<P>['record'],
      steps: can('step')
        ? allowedSteps(process, record, user).filter((one) => process.own.offers?.(record, one) ?? true)
        : [],
      unfilled: (step) => unfilled(process, record, step, { actor: user, settings: view.company.settings }),
      can,
      run,
    }),
    [view, process, record, user, can, run],
  );
};
