/**
 * The texts' keys, read from the English files: whoever asks for one that is not there does not compile. A new file is a namespace of its
 * own; it is named here, and the console finds it by its folder.
 */
import type { Reason } from '#domain/records/result.ts';
import type announcements from './en/announcements.json';
import type approvals from './en/approvals.json';
import type changes from './en/changes.json';
import type common from './en/common.json';
import type configItems from './en/configItems.json';
import type conflicts from './en/conflicts.json';
import type day from './en/day.json';
import type diagnosis from './en/diagnosis.json';
import type fields from './en/fields.json';
import type files from './en/files.json';
import type imports from './en/imports.json';
import type incidents from './en/incidents.json';
import type knowledge from './en/knowledge.json';
import type markdown from './en/markdown.json';
import type meetings from './en/meetings.json';
import type notices from './en/notices.json';
import type orders from './en/orders.json';
import type people from './en/people.json';
import type prepared from './en/prepared.json';
import type problems from './en/problems.json';
import type queue from './en/queue.json';
import type reasons from './en/reasons.json';
import type record from './en/record.json';
import type releases from './en/releases.json';
import type reports from './en/reports.json';
import type search from './en/search.json';
import type session from './en/session.json';
import type settings from './en/settings.json';
import type sla from './en/sla.json';
import type states from './en/states.json';
import type steps from './en/steps.json';
import type sync from './en/sync.json';
import type values from './en/values.json';

type Words = {
  readonly announcements: typeof announcements;
  readonly approvals: typeof approvals;
  readonly changes: typeof changes;
  readonly configItems: typeof configItems;
  readonly common: typeof common;
  readonly conflicts: typeof conflicts;
  readonly day: typeof day;
  readonly diagnosis: typeof diagnosis;
  readonly fields: typeof fields;
  readonly files: typeof files;
  readonly imports: typeof imports;
  readonly incidents: typeof incidents;
  readonly knowledge: typeof knowledge;
  readonly markdown: typeof markdown;
  readonly meetings: typeof meetings;
  readonly notices: typeof notices;
  readonly orders: typeof orders;
  readonly people: typeof people;
  readonly prepared: typeof prepared;
  readonly problems: typeof problems;
  readonly queue: typeof queue;
  readonly reasons: typeof reasons;
  readonly record: typeof record;
  readonly releases: typeof releases;
  readonly reports: typeof reports;
  readonly search: typeof search;
  readonly session: typeof session;
  readonly settings: typeof settings;
  readonly sla: typeof sla;
  readonly states: typeof states;
  readonly steps: typeof steps;
  readonly sync: typeof sync;
  readonly values: typeof values;
};
export type Namespace = keyof Words;

/** A key without the ending that says which number it is for. */
type Stem<K extends string> = K extends `${infer S}_one` | `${infer S}_other` ? S : K;
/** The paths of all texts in a file, `filter.breached`. */
export type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? Stem<K> : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];
/** The paths of all groups of texts. */
type Groups<T> = {
  [K in keyof T & string]: T[K] extends string ? never : K | `${K}.${Groups<T[K]>}`;
}[keyof T & string];

/** The keys of one namespace. */
export type KeyOf<N extends Namespace> = Leaves<Words[N]>;
/** A key that can be asked for anywhere, `queue:filter.breached`. */
export type TextKey = { [N in Namespace]: `${N}:${KeyOf<N>}` }[Namespace];
/** A group whose keys are codes: a whole file, or a part of one such as `common:states`. */
export type GroupKey = 'fields' | { [N in Namespace]: `${N}:${Groups<Words[N]>}` }[Namespace];

/** Does not compile when a reason has no sentence. */
export type Spoken = { readonly reason: Reason & KeyOf<'reasons'> };
