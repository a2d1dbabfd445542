/**
 * What is prepared for later and shared: text modules, templates of new records, macros. Each is a settings document of its own, so it comes by the
 * sync like any record. No packages: CouchDB bundles this.
 */
import { checkSomeFields } from '#domain/fields/check.ts';
import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import { allFieldsOf } from '#domain/fields/tables.ts';
import { ORDER } from '#domain/processes/order.ts';
import type { Process, Step } from '#domain/processes/process.ts';
import { PROCESSES } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { isObject } from '#domain/records/json.ts';
import { type Reasoned, reasoned } from '#domain/records/result.ts';
import { placeholdersIn, targetOf } from './placeholders.ts';
import {
  type Macro,
  type MacroAct,
  MOST_ACTS,
  PREFIX_PATTERN,
  type PreparedContent,
  type Template,
  type TextModule,
} from './prepared-kinds.ts';

/** Collections whose records texts are written for. */
const COLLECTIONS: readonly CollectionName[] = ['tickets', 'orders', 'knowledge', 'configItems'];
const isKnown = (placeholder: string): boolean =>
  COLLECTIONS.some((collection) => targetOf(placeholder, allFieldsOf(collection)) !== null);

/** Null when every placeholder of the text is one in `table`; of any record where no table is given. */
const placeholderFault = (text: unknown, table: FieldTable | null): Reasoned | null => {
  if (typeof text !== 'string') return null;
  const unknown = placeholdersIn(text).find((name) =>
    table === null ? !isKnown(name) : targetOf(name, table) === null,
  );
  return unknown === undefined ? null : reasoned('prepared.placeholder', { name: unknown });
};

const isText = ({ kind }: FieldSpec): boolean => kind === 'text' || kind === 'longText';

/** A process by the type that templates and macros name it by. */
export const preparedProcess = (type: string): Process | null => {
  const all: Readonly<Record<string, Process>> = PROCESSES;
  if (type === ORDER.type) return ORDER;
  return Object.keys(all).includes(type) ? (all[type] ?? null) : null;
};

/** Kinds that can be said once for many records. */
const PREPARABLE: readonly FieldSpec['kind'][] = [
  'text',
  'longText',
  'code',
  'level',
  'flag',
  'team',
  'person',
  'service',
  'place',
];
/** Whose work it is or who answers for it can be prepared; who calls can't. */
const PEOPLE: readonly string[] = ['assigneeId', 'ownerId'];
/** Where a record came from is told by whoever makes it. */
const ORIGINS: readonly string[] = ['origin', 'trendKey', 'contactPhone'];

const isPreparable = (name: string, spec: FieldSpec): boolean => {
  if (ORIGINS.includes(name)) return false;
  if (spec.kind === 'person') return PEOPLE.includes(name);
  if (spec.kind === 'list') return spec.of.kind === 'text' || ('of' in spec.of && spec.of.kind === 'code');
  return PREPARABLE.includes(spec.kind);
};

/** Fields that a template of the process may fill, in the order of the table. */
export const templateFields = ({ fields }: Process): readonly string[] =>
  Object.keys(fields).filter((name) => {
    const spec = fields[name];
    return spec?.create !== undefined && isPreparable(name, spec);
  });

/** Fields that a macro may set; lists are not among them, since it could only set them as a whole. */
export const macroFields = ({ fields }: Process): readonly string[] =>
  Object.keys(fields).filter((name) => {
    const spec = fields[name];
    return spec?.edit !== undefined && spec.kind !== 'list' && isPreparable(name, spec);
  });

/** Processes whose records macros work on: those whose commands are acts of the process. */
export const MACRO_TYPES: readonly string[] = Object.keys(PROCESSES);
export const TEMPLATE_TYPES: readonly string[] = [...MACRO_TYPES, ORDER.type];

/** Ways into states, each once by where it leads: what a macro can ask for. */
export const macroSteps = ({ steps }: Process): readonly Step[] => {
  const offered = steps.filter(({ act, automatic }) => act === 'step' && !automatic);
  return offered.filter(({ to }, index) => offered.findIndex((other) => other.to === to) === index);
};

const WORDS: Readonly<Record<string, FieldSpec>> = {
  note: { kind: 'longText', nullable: true },
  comment: { kind: 'longText', nullable: true },
};

/** What a macro may give with a step to that state: fields and words that any way there takes. */
export const macroStepFields = ({ steps, fields, acts }: Process, to: string): FieldTable => {
  const ways = steps.filter((one) => one.to === to && one.act === 'step' && !one.automatic);
  const named = ways.flatMap(({ requires, asks, fills }) => [...requires, ...asks, ...fills]);
  const known = [...named, 'note', ...(acts.includes('addComment') ? ['comment'] : [])];
  const table: Record<string, FieldSpec> = {};
  for (const name of known) {
    const spec = WORDS[name] ?? fields[name];
    if (spec !== undefined) table[name] = spec;
  }
  return table;
};

/** The first value that the table does not take, or whose text names what is none. A text with placeholders may be longer once it is filled. */
const valuesFault = (
  values: Readonly<Record<string, unknown>>,
  allowed: readonly string[],
  table: FieldTable,
  of: FieldTable,
  type: string,
): Reasoned | null => {
  for (const name of Object.keys(values)) {
    if (!allowed.includes(name)) return reasoned('prepared.field', { field: name, type });
    const spec = table[name];
    if (spec === undefined) return reasoned('prepared.field', { field: name, type });
    const wrong = checkSomeFields(table, { [name]: values[name] });
    if (wrong !== null) return reasoned(wrong.reason, wrong.details);
    const fault = isText(spec) ? placeholderFault(values[name], of) : null;
    if (fault !== null) return fault;
  }
  return null;
};

const isId = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && /^.{1,80}$/.test(value));

const actFault = (act: MacroAct, process: Process): Reasoned | null => {
  const { fields, type } = process;
  switch (act.act) {
    case 'update':
      if (!isObject(act.values) || Object.keys(act.values).length === 0) return reasoned('prepared.nothing');
      return valuesFault(act.values, macroFields(process), fields, fields, type);
    case 'assign':
      if (act.teamId === undefined && act.assigneeId === undefined) return reasoned('prepared.nothing');
      return isId(act.teamId) && isId(act.assigneeId) && process.acts.includes('assign')
        ? null
        : reasoned('prepared.act', { type });
    case 'step': {
      const offered = macroSteps(process).some(({ to }) => to === act.to);
      if (!offered) return reasoned('prepared.step', { to: typeof act.to === 'string' ? act.to : '', type });
      if (!isObject(act.values)) return reasoned('prepared.act', { type });
      const table = macroStepFields(process, act.to);
      return valuesFault(act.values, Object.keys(table), table, fields, type);
    }
    case 'addNote':
    case 'addComment':
      if (!process.acts.includes(act.act)) return reasoned('prepared.act', { type });
      if (typeof act.text !== 'string' || act.text.trim() === '') return reasoned('prepared.nothing');
      return placeholderFault(act.text, fields);
    default:
      return reasoned('prepared.act', { type });
  }
};

const macroFault = ({ type, acts }: Macro): Reasoned | null => {
  const process = MACRO_TYPES.includes(type) ? preparedProcess(type) : null;
  if (process === null) return reasoned('prepared.type', { type });
  if (!Array.isArray(acts) || acts.length === 0) return reasoned('prepared.nothing');
  if (acts.length > MOST_ACTS) return reasoned('prepared.too_many_acts', { max: MOST_ACTS });
  for (const [index, act] of acts.entries()) {
    const fault = isObject(act) ? actFault(act as MacroAct, process) : reasoned('prepared.act', { type });
    if (fault !== null) return reasoned('prepared.at_act', { place: index + 1, cause: fault });
  }
  return null;
};

const templateFault = ({ type, values }: Template): Reasoned | null => {
  const process = preparedProcess(type);
  if (process === null) return reasoned('prepared.type', { type });
  if (!isObject(values) || Object.keys(values).length === 0) return reasoned('prepared.nothing');
  return valuesFault(values, templateFields(process), process.fields, process.fields, type);
};

const textFault = ({ prefix, text }: TextModule): Reasoned | null => {
  if (typeof prefix !== 'string' || !new RegExp(PREFIX_PATTERN).test(prefix))
    return reasoned('prepared.prefix');
  if (typeof text !== 'string' || text.trim() === '') return reasoned('prepared.nothing');
  return placeholderFault(text, null);
};

/**
 * What can't be used of what was prepared: a placeholder that is none, a field or step that the process does not have. Null when all of it can.
 * Asked by the editor, the data host and the server alike.
 */
export const contentFault = (content: PreparedContent): Reasoned | null => {
  switch (content.kind) {
    case 'text':
      return textFault(content);
    case 'template':
      return templateFault(content);
    case 'macro':
      return macroFault(content);
    default:
      return reasoned('prepared.nothing');
  }
};

/** All texts in it, for what they ask. */
export const textsIn = (content: PreparedContent): readonly string[] => {
  const inValues = (values: Readonly<Record<string, unknown>>): readonly string[] =>
    Object.values(values).filter((value): value is string => typeof value === 'string');
  switch (content.kind) {
    case 'text':
      return [content.text];
    case 'template':
      return inValues(content.values);
    case 'macro':
      // By what the act is, not by what is there: a document from elsewhere may have more in it, of any kind.
      return content.acts.flatMap((act) => {
        switch (act.act) {
          case 'addNote':
          case 'addComment':
            return [act.text];
          case 'update':
          case 'step':
            return inValues(act.values);
          default:
            return [];
        }
      });
  }
};
