/**
 * Placeholders in texts that are kept for later: `{caller.name}` is filled from the record that is open, `{me.name}` from who writes,
 * `{?Which building}` by asking. `{{` and `}}` around a name stand for the braces themselves. No packages: CouchDB bundles this.
 */
import {
  type FieldSpec,
  type FieldTable,
  MAX_LONG_TEXT,
  type ReferenceKind,
  referenceKindOf,
} from '#domain/fields/field.ts';

/** Shorter names for fields that everybody needs. */
const ALIASES = {
  caller: 'requesterId',
  affected: 'affectedPersonId',
  device: 'ciId',
  due: 'dueAt',
  team: 'teamId',
  assignee: 'assigneeId',
  place: 'placeId',
  service: 'serviceId',
  owner: 'ownerId',
} as const satisfies Readonly<Record<string, string>>;

const NAME = ['name'] as const;
const NUMBERED = ['number', 'name'] as const;
/** What can be said of what a field refers to; the first where nothing stands after the dot. */
const ATTRIBUTES = {
  person: ['name', 'firstName', 'phone', 'email', 'department', 'jobTitle', 'place'],
  ci: ['name', 'assetTag', 'serial', 'manufacturer', 'model', 'place'],
  team: NAME,
  place: NAME,
  service: NAME,
  agreement: NAME,
  calendar: NAME,
  ticket: NUMBERED,
  order: NUMBERED,
  knowledge: NUMBERED,
} as const satisfies Readonly<Record<ReferenceKind, readonly string[]>>;

/** Where the value of a placeholder comes from. `attribute`: of what the field refers to; empty where the field is the value itself. */
export type Target =
  | { readonly from: 'me'; readonly attribute: string }
  | { readonly from: 'today' | 'now' }
  | { readonly from: 'field'; readonly field: string; readonly spec: FieldSpec; readonly attribute: string };

/** Kinds whose value can be said in a sentence. */
const SAYABLE: readonly FieldSpec['kind'][] = [
  'text',
  'longText',
  'code',
  'level',
  'instant',
  'date',
  'minutes',
  'count',
];
/** Of other systems' and of no use in a sentence. */
const UNSAID: readonly string[] = ['externalId', 'trendKey'];

const isSayable = (field: string, spec: FieldSpec): boolean =>
  !UNSAID.includes(field) &&
  spec.kind !== 'list' &&
  (SAYABLE.includes(spec.kind) || referenceKindOf(spec) !== null);

const attributeIn = (attributes: readonly string[], asked: string | undefined): string | null => {
  const attribute = asked ?? attributes[0] ?? '';
  return attributes.includes(attribute) ? attribute : null;
};

/** The field that a name means: its own or that of an alias. */
const fieldOf = (name: string): string => {
  const aliases: Readonly<Record<string, string>> = ALIASES;
  return Object.keys(aliases).includes(name) ? (aliases[name] ?? name) : name;
};

/** What a placeholder means for records of a table; null where it means nothing there. */
export const targetOf = (placeholder: string, table: FieldTable): Target | null => {
  const [root = '', asked, ...more] = placeholder.split('.');
  if (more.length > 0) return null;
  if (root === 'me') {
    const attribute = attributeIn(ATTRIBUTES.person, asked);
    return attribute === null ? null : { from: 'me', attribute };
  }
  if (root === 'today' || root === 'now') return asked === undefined ? { from: root } : null;
  const field = fieldOf(root);
  const spec = Object.keys(table).includes(field) ? table[field] : undefined;
  if (spec === undefined || !isSayable(field, spec)) return null;
  const kind = referenceKindOf(spec);
  if (kind === null) return asked === undefined ? { from: 'field', field, spec, attribute: '' } : null;
  const attribute = attributeIn(ATTRIBUTES[kind], asked);
  return attribute === null ? null : { from: 'field', field, spec, attribute };
};

/** A text in parts, in their order; joined again they are the text, but for doubled braces. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'placeholder'; readonly name: string; readonly text: string }
  | { readonly kind: 'question'; readonly question: string; readonly text: string };

const PARTS = /\{\{([^{}\n]*)\}\}|\{(\?[^{}\n]{1,120}|[A-Za-z][A-Za-z0-9]{0,60}(?:\.[A-Za-z0-9.]{1,60})?)\}/g;

const pieceOf = (match: RegExpMatchArray): Piece => {
  const [text, literal, inner = ''] = match;
  if (literal !== undefined) return { kind: 'text', text: `{${literal}}` };
  if (inner.charAt(0) === '?') return { kind: 'question', question: inner.slice(1).trim(), text };
  return { kind: 'placeholder', name: inner, text };
};

export const piecesOf = (text: string): readonly Piece[] => {
  const pieces: Piece[] = [];
  const parts = new RegExp(PARTS.source, 'g');
  let after = 0;
  for (let match = parts.exec(text); match !== null; match = parts.exec(text)) {
    if (match.index > after) pieces.push({ kind: 'text', text: text.slice(after, match.index) });
    pieces.push(pieceOf(match));
    after = match.index + match[0].length;
  }
  return after < text.length ? [...pieces, { kind: 'text', text: text.slice(after) }] : pieces;
};

/** Names of the placeholders in a text, each once. */
export const placeholdersIn = (text: string): readonly string[] => [
  ...new Set(piecesOf(text).flatMap((piece) => (piece.kind === 'placeholder' ? [piece.name] : []))),
];

/** What a text asks for, each once, in the order of the text. */
export const questionsIn = (text: string): readonly string[] => [
  ...new Set(piecesOf(text).flatMap((piece) => (piece.kind === 'question' ? [piece.question] : []))),
];

/** As long as the longest field: a description that is named thousands of times would be more than a process can hold. */
const MOST_FILLED = MAX_LONG_TEXT;

export type Filled = {
  readonly text: string;
  /** Placeholders and questions, as they stand in the text still: nothing is put in their place, or nothing more would fit. */
  readonly left: readonly string[];
};

/** The text with what is known put in. What has no value stays as it was written, so that nobody sends a hole. */
export const fillText = (
  text: string,
  valueFor: (placeholder: string) => string | null,
  answers: Readonly<Record<string, string>>,
): Filled => {
  const left = new Set<string>();
  const answered = new Map(Object.entries(answers));
  // Each is looked up once, however often it stands there.
  const known = new Map<string, string>();
  const filledWith = (piece: Exclude<Piece, { kind: 'text' }>): string => {
    if (piece.kind === 'question') return answered.get(piece.question) ?? '';
    const value = known.get(piece.name) ?? valueFor(piece.name) ?? '';
    known.set(piece.name, value);
    return value;
  };
  let length = text.length;
  const filled = piecesOf(text).map((piece) => {
    if (piece.kind === 'text') return piece.text;
    const value = filledWith(piece);
    const longer = length + value.length - piece.text.length;
    if (value.trim() !== '' && longer <= MOST_FILLED) {
      length = longer;
      return value;
    }
    left.add(piece.text);
    return piece.text;
  });
  return { text: filled.join(''), left: [...left] };
};
