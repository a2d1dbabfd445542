/** A record of every kind that there is, made from the tables of fields and processes alone; so a new kind is in the matrix by itself. */
import { CHANGE_MODEL } from '#domain/changes/standard.ts';
import { DIAGNOSIS_SCRIPT } from '#domain/diagnosis/script.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import { FIELD_TABLES } from '#domain/fields/tables.ts';
import { REVIEW_ID } from '#domain/import/review-key.ts';
import { PREPARED } from '#domain/prepared/prepared-kinds.ts';
import { ORDER } from '#domain/processes/order.ts';
import { processIn } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { dismissalId } from '#domain/trends/dismissal-document.ts';
import { sharedViewId } from '#domain/views/shared-view.ts';
import { anOrder } from '../../../unit/domain/fixtures.ts';
import { recordIn } from '../../../unit/domain/processes/world.ts';

export type Doc = Readonly<Record<string, unknown>>;
/** What happened to a record that nobody in the matrix has to do with. */
export const OTHER = 'person-other';

export type Kind = {
  /** `collection/type`. */
  readonly name: string;
  readonly collection: CollectionName;
  readonly type: string;
  readonly table: FieldTable;
  /** A text that an edit changes. */
  readonly text: string;
  /** Belongs to a team and goes by steps. */
  readonly hasTeam: boolean;
};

const TEXTS = ['title', 'name', 'fileName', 'label', 'productName', 'source', 'reason'];

const kindOf = (collection: CollectionName, type: string, table: FieldTable): Kind => ({
  name: `${collection}/${type}`,
  ...{ collection, type, table },
  text: TEXTS.find((name) => Object.keys(table).includes(name)) ?? 'value',
  hasTeam: Object.keys(table).includes('teamId') && Object.keys(table).includes('state'),
});

export const KINDS: readonly Kind[] = [
  ...Object.entries(FIELD_TABLES).flatMap(([collection, tables]) =>
    Object.entries(tables).map(([type, table]) => kindOf(collection as CollectionName, type, table)),
  ),
  kindOf('settings', 'trend-dismissal', FIELD_TABLES.settings.settings),
  kindOf('settings', 'shared-view', FIELD_TABLES.settings.settings),
  kindOf('settings', 'prepared', FIELD_TABLES.settings.settings),
  kindOf('settings', 'change-model', FIELD_TABLES.settings.settings),
  kindOf('settings', 'diagnosis-script', FIELD_TABLES.settings.settings),
  kindOf('settings', 'device-review', FIELD_TABLES.settings.settings),
];

const listOf = (spec: FieldSpec & { readonly kind: 'list' }, at: string): readonly unknown[] =>
  Array.from({ length: spec.length ?? 0 }, () => leastOf(spec.of, at));

/** Some text is of a form: a zone, a time of the day. */
const shortestOf = ({ min = 0, pattern = '' }: FieldSpec & { readonly kind: 'text' }): string | undefined =>
  ['a'.repeat(min), 'a', '00:00'].find((text) => new RegExp(pattern).test(text));

/** What is no window without an end. */
const ENDING: Readonly<Record<string, object>> = {
  maintenance_window: { endsAt: '2030-01-01T00:00:00.000Z' },
};

/** The least that a field may hold. */
const leastOf = (spec: FieldSpec, at: string): unknown => {
  if (spec.nullable === true) return null;
  switch (spec.kind) {
    case 'text':
      return shortestOf(spec);
    case 'longText':
      return '';
    case 'code':
      return 'of' in spec ? spec.of[0] : 'x';
    case 'level':
      return spec.of[0];
    case 'instant':
      return at;
    case 'date':
      return at.slice(0, 10);
    case 'count':
      return spec.min ?? 0;
    case 'minutes':
    case 'money':
    case 'number':
      return 0;
    case 'flag':
      return true;
    case 'list':
      return listOf(spec, at);
    case 'object':
      return Object.fromEntries(Object.entries(spec.fields).map(([name, one]) => [name, leastOf(one, at)]));
    case 'map':
    case 'instants':
      return {};
    case 'json':
      return null;
    default:
      return `a-${spec.kind}`;
  }
};

type Written = { readonly id: string; readonly at: string; readonly by: string };

export const entryOf = ({ at, by }: Omit<Written, 'id'>, more: Partial<JournalEntry> = {}): JournalEntry => ({
  id: `entry-${crypto.randomUUID()}`,
  ...{ at, by, device: 'device-1', origin: 'console', kind: 'changed', changes: [] },
  ...{ text: null, minutes: null, effectId: null },
  ...more,
});

/** A settings document is of a kind by its value; such a dismissal has its id from it. */
const settingOf = (type: string, by: string, at: string): Doc => {
  if (type === 'trend-dismissal')
    return {
      ...{ key: type, dimension: 'ci', value: crypto.randomUUID(), within: null, by, at },
      ...{ reason: 'known', countAtDismissal: 1, withdrawn: false },
    };
  if (type === 'prepared') {
    return {
      ...{ key: type, name: 'Greeting', scope: 'mine', teamId: null, language: 'en', by, retired: false },
      content: { kind: 'text', prefix: 'hi', text: 'Hello {caller.name}' },
    };
  }
  if (type === 'change-model') {
    return {
      ...{ key: type, name: 'Restart', description: '', implementationPlan: 'Restart it.', testPlan: '' },
      ...{ backoutPlan: '', communicationPlan: '', hasOutage: false, minutes: 30, serviceIds: [] },
      ...{
        ciClasses: ['server'],
        tasks: [{ stage: 1, title: 'Restart' }],
        by,
        approval: null,
        retired: false,
      },
    };
  }
  if (type === 'diagnosis-script') {
    const goal = {
      kind: 'by_hand',
      stepId: null,
      knowledgeId: null,
      teamId: null,
      closureCode: null,
      words: '',
    };
    const ways = ['yes', 'no'].map((id) => ({ id, label: '', goal }));
    return {
      ...{ key: type, title: 'VPN', about: '', categories: [], by, retired: false },
      steps: [{ id: 'a', question: 'Do other sites open?', help: '', answer: 'yes_no', ways }],
    };
  }
  if (type === 'device-review') {
    const device = {
      name: 'PC-1',
      isNamed: true,
      ciClass: 'desktop',
      serial: null,
      otherSerials: [],
      uuid: null,
    };
    return {
      ...{ key: type, candidateIds: ['ci-1'], notIds: [], itemId: null, by: null, at: null },
      device: {
        ...device,
        assetTag: null,
        macs: [],
        ips: [],
        manufacturer: null,
        isVirtual: null,
        agentTag: null,
      },
    };
  }
  if (type !== 'shared-view') return { key: 'categories', rows: [] };
  const view = { kind: 'choice', id: 'v', name: 'Ours', list: 'orders', view: 'week', choice: {} };
  return {
    ...{ key: type, teamId: 'team-1', by, withdrawn: false },
    view: { ...view, sort: { field: 'dueAt', direction: 'asc' } },
  };
};

const idIn = (setting: Doc | null, id: string): string => {
  if (setting?.key === 'trend-dismissal') return dismissalId(setting as never);
  if (setting?.key === 'prepared') return id.startsWith(PREPARED) ? id : PREPARED + id;
  if (setting?.key === 'change-model') return `${CHANGE_MODEL}${id}`;
  if (setting?.key === 'diagnosis-script') return `${DIAGNOSIS_SCRIPT}${id}`;
  if (setting?.key === 'device-review') return `${REVIEW_ID}${id}`;
  return setting?.key === 'shared-view' ? sharedViewId(id) : id;
};

const ofProcess = ({ collection, type }: Kind): Doc | null => {
  if (collection === 'orders') return anOrder('move') as unknown as Doc;
  const process = processIn(collection, type);
  // Records are read as documents here, field by field.
  return process === null ? null : (recordIn(process, process.initial[0] ?? '') as unknown as Doc);
};

/** A record as `by` makes it at that moment: in its first state, with the entries that tell so. */
export const recordOf = (kind: Kind, { id, at, by }: Written): Doc => {
  const written = { at, by };
  const made = ofProcess(kind);
  const told = (made?.journal ?? [entryOf(written, { kind: 'created' })]) as readonly JournalEntry[];
  const setting = kind.collection === 'settings' ? settingOf(kind.type, by, at) : null;
  const blank = Object.fromEntries(
    Object.entries(kind.table).map(([name, spec]) => [name, leastOf(spec, at)]),
  );
  const hasType = Object.keys(kind.table).includes('type') && kind.collection !== 'orders';
  return {
    ...(made ?? { ...blank, ...(hasType ? { type: kind.type } : {}), ...ENDING[kind.type] }),
    ...(setting === null ? {} : { value: setting }),
    ...(Object.keys(kind.table).includes('openedBy') ? { openedBy: by } : {}),
    ...{ createdAt: at, createdBy: by, updatedAt: at, updatedBy: by, clashes: [], openClashes: 0 },
    journal: told.map((one) => ({ ...one, ...entryOf(written), kind: one.kind, changes: one.changes })),
    id: idIn(setting, id),
  };
};

/** Orders are steps of one process whatever their type. */
export const processOf = ({ collection, type }: Kind) =>
  collection === 'orders' ? ORDER : processIn(collection, type);
