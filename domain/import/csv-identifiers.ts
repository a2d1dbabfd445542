import { normaliseSerial, normaliseTag, normaliseUuid } from '#domain/config-items/identifiers.ts';
import { type Reasoned, reasoned } from '#domain/records/result.ts';
import type { CsvTarget } from './csv-mapping.ts';

/** A row as far as it is needed to compare it with others. */
type Row = {
  readonly file: string;
  readonly line: number;
  /** At least those that {@link identifiersIn} takes. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The same for two rows that say the same throughout. */
  readonly said: string;
};

type Normal = (value: string) => string | null;
const upper: Normal = (value) => value.trim().toUpperCase();
const word: Normal = (value) => value.trim().replace(/\s+/g, ' ').toLowerCase();

/** Fields of which no two records have the same value, and how values are compared. Adapters move between devices and are none. */
const IDENTIFIERS: Readonly<Record<CsvTarget, Readonly<Record<string, Normal>>>> = {
  configItems: { id: upper, serial: normaliseSerial, assetTag: normaliseTag, uuid: normaliseUuid },
  people: { id: upper, employeeNumber: word, login: word },
  places: { id: upper, code: word },
};

/** Of a row's fields those that tell it from others. */
export const identifiersIn = (
  fields: Readonly<Record<string, unknown>>,
  into: CsvTarget,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.keys(IDENTIFIERS[into]).flatMap((name) =>
      fields[name] === undefined ? [] : [[name, fields[name]]],
    ),
  );

const placeOf = ({ file, line }: Omit<Row, 'said'>, seenFrom: Omit<Row, 'said'>): string =>
  file === seenFrom.file ? String(line) : `${file}:${line}`;

const MOST_NAMED = 10;

/**
 * Rows that give one identifier to different things, each with the reason: which of them is right only a person knows. Rows that say the same
 * throughout are one thing named twice.
 */
export const rowsOfOneIdentifier = <R extends Row>(
  rows: readonly R[],
  into: CsvTarget,
): ReadonlyMap<R, Reasoned> => {
  const found = new Map<R, Reasoned>();
  for (const [field, normal] of Object.entries(IDENTIFIERS[into])) {
    const byValue = new Map<string, R[]>();
    for (const row of rows) {
      const value = row.fields[field];
      const key = typeof value === 'string' ? normal(value) : null;
      if (key === null || key === '') continue;
      const known = byValue.get(key);
      if (known === undefined) byValue.set(key, [row]);
      else known.push(row);
    }
    for (const same of byValue.values()) {
      const contents = new Set(same.map(({ said }) => said));
      if (contents.size < 2) continue;
      for (const row of same) {
        const others = same.filter((other) => other !== row).slice(0, MOST_NAMED);
        const lines = others.map((other) => placeOf(other, row));
        if (!found.has(row)) {
          found.set(row, reasoned('row.same_identifier', { field, value: row.fields[field], lines }));
        }
      }
    }
  }
  return found;
};
