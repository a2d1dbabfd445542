import type { Ticket } from '#domain/fields/tables.ts';
import type { Incident, Problem } from '#domain/fields/tickets.ts';
import { articleFromTicket } from '#domain/knowledge/from-ticket.ts';
import { templateFields } from '#domain/prepared/prepared.ts';
import { blankOf } from '#domain/processes/engine.ts';
import type { Process } from '#domain/processes/process.ts';
import { isEmpty } from '#domain/processes/process.ts';

/** What the form of a new entry holds: the entry's fields by name, and of an article the images that wait to be kept with it. */
export type NewEntry = Readonly<Record<string, unknown>>;

/** Fields of the main column, in the order they are written in; the first is what it is called. */
export const MAIN_FIELDS = ['title', 'symptom', 'workaround', 'rootCause', 'solution', 'body'] as const;
/** What it is about; asked for beside it. */
export const ABOUT_FIELDS = ['category', 'errorCode', 'serviceIds', 'models', 'tags', 'closureCode'] as const;

/** Those of the fields that the process takes when a record is made. */
export const givenFields = (process: Process, fields: readonly string[]): readonly string[] =>
  fields.filter((field) => process.fields[field]?.create !== undefined);

/** Fields of the form that templates fill in. */
export const entryTemplate = (process: Process): readonly string[] => {
  const preparable = templateFields(process);
  return givenFields(process, [...MAIN_FIELDS, ...ABOUT_FIELDS]).filter((name) => preparable.includes(name));
};

/** The form before anything is typed: empty, or with what a solved ticket says. */
export const startOf = (process: Process, from: NewEntry = {}): NewEntry => {
  const blank = blankOf(process.fields);
  const fields = givenFields(process, [...MAIN_FIELDS, ...ABOUT_FIELDS]);
  return { ...Object.fromEntries(fields.map((field) => [field, from[field] ?? blank[field]])), images: [] };
};

/** What an article takes over from a ticket; nothing from tickets that say no solution. */
export const takenFrom = (ticket: Ticket): NewEntry =>
  ticket.type === 'incident' || ticket.type === 'problem'
    ? articleFromTicket(ticket as Incident | Problem)
    : {};

/** What the record is made with: fields that say something, texts of one line without blanks around them. */
export const valuesOf = (process: Process, form: NewEntry): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(form).flatMap(([field, value]) => {
      const spec = process.fields[field];
      if (spec === undefined || isEmpty(value)) return [];
      return [[field, spec.kind === 'text' && typeof value === 'string' ? value.trim() : value]];
    }),
  );

const IMAGE = /deskhand-image:([\w-]+)/g;

/** Those of the waiting images that the text shows. */
export const shownImages = (body: string, waiting: readonly string[]): readonly string[] => {
  const shown = new Set([...body.matchAll(IMAGE)].map(([, id]) => id));
  return waiting.filter((id) => shown.has(id));
};

/** The text with the ids that its images were given when they were kept. */
export const withKeptImages = (body: string, kept: ReadonlyMap<string, string>): string =>
  body.replace(IMAGE, (whole, id: string) => {
    const known = kept.get(id);
    return known === undefined ? whole : `deskhand-image:${known}`;
  });
