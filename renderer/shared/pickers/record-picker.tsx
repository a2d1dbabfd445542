import { type ReactNode, useState } from 'react';
import type { QueryInput, QueryName, QueryOutput } from '#contracts/registry.ts';
import type { SearchHit } from '#contracts/search.ts';
import type { SearchKind } from '#contracts/search-kinds.ts';
import type { ConfigItemRow, PersonRow } from '#contracts/shared.ts';
import type { Place } from '#domain/fields/directory.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { type Choice, hintOf, type PickerProps, SearchPicker } from './search-picker.tsx';

/** What the choices depend on. */
type Asked = {
  readonly text: string;
  /** While nothing is typed this person's devices are offered. */
  readonly userId: string | null;
};

/** How records of a kind are found by what is typed, and how a choice tells them apart. */
type Source<N extends QueryName, Row> = {
  readonly query: N;
  /** Null while nothing is asked. */
  readonly ask: (asked: Asked) => QueryInput<N> | null;
  readonly rows: (answer: QueryOutput<N>) => readonly Row[];
  readonly choice: (row: Row) => Choice;
};

const source = <N extends QueryName, Row>(given: Source<N, Row>): Source<N, Row> => given;

/** More than are shown: some are not of the types that are wanted, or chosen already. */
const FOUND = 40;
const SHOWN = 20;

/** By number or words, as everywhere. */
const found = (kind: SearchKind) =>
  source({
    query: 'search.all',
    ask: ({ text }) => (text.trim() === '' ? null : { text, kinds: [kind], limit: FOUND }),
    rows: ({ rows }): readonly SearchHit[] => rows,
    choice: (hit) => ({ id: hit.id, label: hintOf(hit.key, hit.title) ?? hit.id, hint: hit.hint }),
  });

const SOURCES = {
  /** By name, phone, mail, login or employee number. */
  person: source({
    query: 'directory.findPeople',
    ask: ({ text }) => ({ text, limit: SHOWN }),
    rows: ({ rows }): readonly PersonRow[] => rows,
    choice: (person) => ({
      id: person.id,
      label: person.name,
      hint: hintOf(person.phones[0], person.email, person.department, person.placeName),
    }),
  }),
  /** By name, serial, asset tag, user, place, IP or model. */
  ci: source({
    query: 'configItems.page',
    ask: ({ text, userId }) => ({
      filter: text !== '' ? { text } : userId !== null ? { userId } : { activeOnly: true },
      sort: { field: 'name', direction: 'asc' },
      offset: 0,
      limit: SHOWN,
    }),
    rows: ({ rows }): readonly ConfigItemRow[] => rows,
    choice: (ci) => ({
      id: ci.id,
      label: ci.name,
      hint: hintOf(ci.assetTag, ci.model, ci.userName, ci.placeName),
    }),
  }),
  /** By name, code or path. */
  place: source({
    query: 'directory.places',
    ask: ({ text }) => ({ text, limit: SHOWN }),
    rows: ({ rows }): readonly Place[] => rows,
    choice: (place) => ({ id: place.id, label: place.path, hint: place.code }),
  }),
  ticket: found('ticket'),
  order: found('order'),
  knowledge: found('knowledge'),
} as const;

export type PickedKind = keyof typeof SOURCES;
type Picked<K extends PickedKind> = Parameters<(typeof SOURCES)[K]['choice']>[0];

type RecordPickerProps<K extends PickedKind> = PickerProps & {
  readonly kind: K;
  readonly userId?: string | null;
  /** Only records of these types: incidents among tickets. */
  readonly types?: readonly string[];
  /** What can't be chosen: the record itself, or what is chosen already. */
  readonly except?: readonly string[];
  readonly onChange: (id: string | null, row: Picked<K> | null) => void;
};

/** Finds one record of a kind while it is typed. */
export const RecordPicker = <K extends PickedKind>(props: RecordPickerProps<K>): ReactNode => {
  const { kind, userId = null, types, except = [], onChange, ...field } = props;
  const [text, setText] = useState('');
  // The compiler does not see that the parts of one source belong together.
  const { query, ask, rows, choice } = SOURCES[kind] as Source<QueryName, Picked<K>>;
  const question = ask({ text, userId });
  const live = useLive(query, question);
  const choices = (live.data === undefined ? [] : rows(live.data))
    .filter((row) => !except.includes(row.id))
    .filter((row) => types === undefined || !('recordType' in row) || types.includes(row.recordType ?? ''))
    .slice(0, SHOWN)
    .map((row) => ({ ...choice(row), row }));
  return (
    <SearchPicker
      {...field}
      choices={choices}
      busy={question !== null && live.stale}
      onText={setText}
      onChange={(chosen) => onChange(chosen?.id ?? null, chosen?.row ?? null)}
    />
  );
};
