import type { CommandInput } from '#contracts/registry.ts';
import type { DATE_FORMS, NUMBER_FORMS } from '#domain/import/csv-cells.ts';
import { CSV_TARGETS, type CsvTarget, type Encoding, fieldsFor } from '#domain/import/csv-mapping.ts';
import type { ImportFormat } from '#domain/import/formats.ts';

type Map = NonNullable<CommandInput<'imports.run'>['map']>;

/** How a table is to be read, as it is chosen. `own`: by the columns below, else the preset of that name. */
export type TableForm = {
  readonly preset: string;
  readonly into: CsvTarget;
  /** Fields by the names of columns; others are not taken. */
  readonly fields: Readonly<Record<string, string>>;
  readonly delimiter: string;
  readonly encoding: Encoding | null;
  readonly numbers: (typeof NUMBER_FORMS)[number] | null;
  readonly dates: (typeof DATE_FORMS)[number] | null;
};

export const OWN = 'own';

export const START_TABLE: TableForm = {
  ...{ preset: OWN, into: CSV_TARGETS[0], fields: {} },
  ...{ delimiter: ',', encoding: null, numbers: null, dates: null },
};

/** What a file is by the end of its name; a person says otherwise. */
export const formatOf = (name: string): ImportFormat => {
  if (/\.(csv|txt)$/i.test(name)) return 'csv';
  return /\.(xml|ocs)$/i.test(name) ? 'ocs' : 'glpi';
};

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The field that a column is called like: a proposal, which stands there to be changed. */
const proposedField = (column: string, into: CsvTarget): string | null =>
  fieldsFor(into).find(
    (field) => plain(field) === plain(column) || plain(field.split('.').at(-1) ?? '') === plain(column),
  ) ?? null;

/** The field of a column as it is chosen, else as it is proposed; null where it is not taken. */
export const fieldOf = (form: TableForm, column: string): string | null =>
  (form.fields[column] ?? proposedField(column, form.into)) || null;

/** The mapping as the import takes it. */
export const mapOf = (form: TableForm, columns: readonly string[]): Map => {
  const { preset, into, delimiter, encoding, numbers, dates } = form;
  const forms = {
    delimiter,
    ...(encoding === null ? {} : { encoding }),
    ...(numbers === null ? {} : { numbers }),
    ...(dates === null ? {} : { dates }),
  };
  if (preset !== OWN) return { preset, ...forms };
  const taken = columns.flatMap((column) => {
    const field = fieldOf(form, column);
    return field === null ? [] : [[column, field] as const];
  });
  return { into, columns: Object.fromEntries(taken), ...forms };
};
