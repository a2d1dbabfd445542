/** Puts values in the place of placeholders: from a record, from what is typed in its form, and from who writes. */
import type { About } from '#contracts/prepared.ts';
import type { FieldTable, ReferenceKind } from '#domain/fields/field.ts';
import { referenceKindOf } from '#domain/fields/field.ts';
import { allFieldsOf, fieldTableOf } from '#domain/fields/tables.ts';
import { NEVER_DUE } from '#domain/fields/tickets.ts';
import { fillText, type Target, targetOf } from '#domain/prepared/placeholders.ts';
import type { PreparedLanguage } from '#domain/prepared/prepared-kinds.ts';
import { isInstant } from '#domain/records/instants.ts';
import type { HostContext } from '../../context.ts';
import { userOf } from '../actor.ts';
import { namesOf } from '../record-names.ts';
import { wordFor } from './locale-words.ts';

/** How dates are written where a language is at home. */
const LOCALES: Readonly<Record<PreparedLanguage, string>> = { en: 'en-GB', de: 'de-DE', sv: 'sv-SE' };

const DAY = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const MOMENT = { ...DAY, hour: '2-digit', minute: '2-digit' } as const;

const dateText = (language: PreparedLanguage, value: string): string => {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return value;
  // A calendar date is that day everywhere; an instant is shown in the zone of who writes.
  const form = isInstant(value) ? MOMENT : { ...DAY, timeZone: 'UTC' };
  return new Intl.DateTimeFormat(LOCALES[language], form).format(date);
};

const todayText = (language: PreparedLanguage, now: string): string =>
  new Intl.DateTimeFormat(LOCALES[language], DAY).format(new Date(now));

type Host = Pick<HostContext, 'read' | 'settings' | 'session' | 'records' | 'env'>;

/** `Ek, Zofia` and `Zofia Ek` alike. */
const firstNameOf = (name: string): string => {
  const [family = '', given] = name.split(',');
  return ((given ?? family).trim().split(/\s+/)[0] ?? '').trim();
};

const personText = ({ read }: Host, id: string, attribute: string): string | null => {
  const person = read.people([id])[0];
  if (person === undefined) return null;
  switch (attribute) {
    case 'name':
      return person.name;
    case 'firstName':
      return firstNameOf(person.name);
    case 'phone':
      return person.phones[0] ?? null;
    case 'email':
      return person.email;
    case 'department':
      return person.department;
    case 'jobTitle':
      return person.jobTitle;
    default:
      return person.placeName;
  }
};

const itemText = ({ read }: Host, id: string, attribute: string): string | null => {
  const item = read.cis([id])[0];
  if (item === undefined) return null;
  switch (attribute) {
    case 'name':
      return item.name;
    case 'assetTag':
      return item.assetTag;
    case 'serial':
      return item.serial;
    case 'manufacturer':
      return item.manufacturer;
    case 'model':
      return item.model;
    default:
      return item.placeName;
  }
};

const referenceText = (host: Host, kind: ReferenceKind, id: string, attribute: string): string | null => {
  if (kind === 'person') return personText(host, id, attribute);
  if (kind === 'ci') return itemText(host, id, attribute);
  const name = namesOf(host, [id])[id] ?? null;
  return attribute === 'number' ? (name?.split(' ')[0] ?? null) : name;
};

type Values = Readonly<Record<string, unknown>>;
type Subject = Pick<About, 'collection' | 'type'> & { readonly table: FieldTable; readonly values: Values };

const codeText = (
  host: Host,
  language: PreparedLanguage,
  subject: Subject,
  field: string,
  value: string | number,
): string => {
  const spec = subject.table[field];
  if (spec?.kind === 'code' && 'from' in spec) {
    const { closureCodes } = host.settings.incident();
    return spec.from === 'closure-codes'
      ? (closureCodes.find(({ code }) => code === value)?.label ?? String(value))
      : String(value);
  }
  return wordFor(language, subject, field, value) ?? String(value);
};

const fieldText = (
  host: Host,
  language: PreparedLanguage,
  subject: Subject,
  { field, spec, attribute }: Extract<Target, { from: 'field' }>,
): string | null => {
  const value = subject.values[field];
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '' || value === NEVER_DUE)
    return null;
  const kind = referenceKindOf(spec);
  if (kind !== null) return referenceText(host, kind, String(value), attribute);
  switch (spec.kind) {
    case 'code':
    case 'level':
      return codeText(host, language, subject, field, value);
    case 'instant':
    case 'date':
      return dateText(language, String(value));
    case 'minutes':
      return `${value} min`;
    default:
      return String(value);
  }
};

/** The table of a subject; of a form whose type is not chosen yet that of all of its collection. */
const tableFor = ({ collection, type }: Pick<About, 'collection' | 'type'>): FieldTable =>
  fieldTableOf(collection, type) ?? allFieldsOf(collection);

/** What a record, with what is typed in its form laid over it, says for placeholders. */
export const subjectOf = async (host: Host, about: About | null): Promise<Subject | null> => {
  if (about === null) return null;
  const { collection, id, type, values } = about;
  const stored = id === null ? null : await host.records.get(collection, id);
  return { collection, type, table: tableFor(about), values: { ...stored, ...values } };
};

/** Fills texts for one subject; null where there is none, then only who writes and the day are known. */
export const filler = (
  host: Host,
  subject: Subject | null,
  language: PreparedLanguage,
  answers: Readonly<Record<string, string>>,
) => {
  const me = userOf(host as HostContext).personId;
  const valueFor = (placeholder: string): string | null => {
    const target = targetOf(placeholder, subject?.table ?? {});
    if (target === null) return null;
    switch (target.from) {
      case 'me':
        return personText(host, me, target.attribute);
      case 'today':
        return todayText(language, host.env().now);
      case 'now':
        return dateText(language, host.env().now);
      case 'field':
        return subject === null ? null : fieldText(host, language, subject, target);
    }
  };
  return (text: string) => fillText(text, valueFor, answers);
};
