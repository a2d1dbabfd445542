import { CSV_PRESETS, type CsvTarget } from '#domain/import/csv-mapping.ts';
import { text } from '#renderer/shared/i18n/i18n.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { OWN, type TableForm } from './import-model.ts';

const COLLECTIONS = { configItems: 'configItems', people: 'directory', places: 'directory' } as const;

/** Words for what is no field of its own: the name of another record, or a part of a name. */
const SPOKEN = ['id', 'user', 'place', 'parent', 'firstName', 'lastName'] as const;

/** What the rows of a table become. */
export const targetOf = ({ preset, into }: TableForm): CsvTarget =>
  preset === OWN ? into : (CSV_PRESETS.get(preset)?.into ?? into);

/** What a column may be mapped to, in words; what is kept beside the fields has the name that the map gives it. */
export const fieldWord = (field: string, into: CsvTarget): string => {
  const spoken = SPOKEN.find((one) => one === field);
  if (spoken !== undefined) return text(`imports:fields.${spoken}`);
  return field.startsWith('extra.') ? field.slice('extra.'.length) : fieldLabel(COLLECTIONS[into], field);
};
