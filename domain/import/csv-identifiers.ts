import { normaliseSerial, normaliseTag, normaliseUuid } from '#domain/config-items/identifiers.ts';
import { type Reasoned, reasoned } from '#domain/records/result.ts';
import type { CsvTarget } from './csv-mapping.ts';

/** A row as far as it is needed to compare it with others. */
type Row = Place & {
  readonly fields: Readonly<Record<string, unknown>>;
  /** The same for two rows that say the same throughout. */
  readonly said: string;
};
type Place = { readonly file: string; readonly line: number };
/** A row that gives a thing an identifier which other rows give to something else. */
export type SharingRow = Place & { readonly why: Reasoned };

type Normal = (value: string) => string | null;
const upper: Normal = (value) => value.trim().toUpperCase();
const word: Normal = (value) => value.trim().replace(/\s+/g, ' ').toLowerCase();

/** Fields of which no two records have the same value, and how values are compared. Adapters move between devices and are none. */
const IDENTIFIERS: Readonly<Record<CsvTarget, Readonly<Record<string, Normal>>>> = {
  configItems: { id: upper, serial: normaliseSerial, assetTag: normaliseTag, uuid: normaliseUuid },
  people: { id: upper, employeeNumber: word, login: word },
  places: { id: upper, code: word },
};

const placeOf = ({ file, line }: Place, seenFrom: Place): string =>
  file === seenFrom.file ? String(line) : `${file}:${line}`;

const MOST_NAMED = 10;

export type IdentifierIndex = {
  readonly note: (row: Row) => void;
  /**
   * Rows that give one identifier to different things, each with the reason: which of them is right only a person knows. Rows that say the same
   * throughout are one thing named twice.
   */
  readonly sharing: () => readonly SharingRow[];
};

type Held = Place & Pick<Row, 'said'>;
/** A row with an identifier as it stands there. */
type Given = { readonly value: unknown; readonly row: Held };
type Shared = Given & { readonly field: string };

/** Looks over the rows of tables, as little as can be kept of each. */
export const createIdentifierIndex = (into: CsvTarget): IdentifierIndex => {
  const fields = Object.entries(IDENTIFIERS[into]).map(
    ([field, normal]) => [field, normal, new Map<string, Given>()] as const,
  );
  /** Of values that came more than once all rows; mostly there are none. */
  const shared = new Map<string, Shared[]>();
  return {
    note: ({ file, line, said, ...row }) => {
      const held = { file, line, said };
      for (const [field, normal, first] of fields) {
        const value = row.fields[field];
        const key = typeof value === 'string' ? normal(value) : null;
        if (key === null || key === '') continue;
        const before = first.get(key);
        if (before === undefined) {
          first.set(key, { value, row: held });
          continue;
        }
        const name = `${field} ${key}`;
        const same = shared.get(name) ?? [{ field, ...before }];
        same.push({ field, value, row: held });
        shared.set(name, same);
      }
    },
    sharing: () => {
      const found = new Map<Held, SharingRow>();
      // By field in the order of the table, as a row is told of the first only.
      const order = fields.map(([field]) => field);
      const groups = [...shared.values()].sort(
        ([one], [other]) => order.indexOf(one?.field ?? '') - order.indexOf(other?.field ?? ''),
      );
      for (const same of groups) {
        for (const { field, value, row } of same) {
          const others = same.filter((other) => other.row.said !== row.said).slice(0, MOST_NAMED);
          if (others.length === 0 || found.has(row)) continue;
          const lines = others.map((other) => placeOf(other.row, row));
          const { file, line } = row;
          found.set(row, { file, line, why: reasoned('row.same_identifier', { field, value, lines }) });
        }
      }
      return [...found.values()];
    },
  };
};
