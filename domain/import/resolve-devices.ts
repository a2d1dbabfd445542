import {
  descriptionOf,
  type EvidenceKind,
  type IdentifiedItem,
  type Identity,
  identityOfItem,
  weigh,
} from '#domain/config-items/evidence.ts';
import type { Candidate, Match } from '#domain/config-items/matching.ts';
import type { DeviceDecision } from './device-review.ts';
import { type ConfigItemFacts, ciIdsOf, fallbackOf, identityOf, reportedAfter } from './glpi-facts.ts';
import { type GlpiInventory, sectionsToReplace } from './glpi-format.ts';
import { stableId } from './stable-id.ts';

/** One device of one file. */
export type Answer = {
  readonly file: string;
  /** Which one in its file. */
  readonly place: number;
  readonly inventory: GlpiInventory;
  readonly facts: ConfigItemFacts;
  /** When the agent looked (`YYYY-MM-DD HH:MM:SS`); empty where nothing tells. */
  readonly date: string;
};

/** Whose answer it is. `candidates` are the items that share something with it. */
export type Target = { readonly candidates: readonly Candidate[] } & (
  | { readonly kind: 'known' | 'new'; readonly id: string }
  | { readonly kind: 'ambiguous'; readonly ids: readonly string[]; readonly by: EvidenceKind }
  /** A partial inventory of a device that nobody knows. */
  | { readonly kind: 'unknown' }
);

/** What resolving asks of the items that are known; those that it resolves to are noted there. */
export type KnownItems = {
  readonly match: (identity: Identity) => Match;
  /** What somebody decided about such a device. */
  readonly decision: (identity: Identity) => DeviceDecision | null;
  readonly get: (id: string) => IdentifiedItem | null;
  readonly note: (item: IdentifiedItem) => void;
};

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Oldest first; undated ones by the names of their files, so that the order in which they are given decides nothing. */
const byAge = (one: Answer, other: Answer): number =>
  byText(one.date, other.date) || byText(one.file, other.file) || one.place - other.place;

const poverty = ({ facts }: Answer): number =>
  (facts.serial === null ? 4 : 0) + (facts.uuid === null ? 2 : 0) + (facts.macs.length === 0 ? 1 : 0);

/** Those that tell most of who they are come first: what tells less then finds them, whichever file it is in. */
const byIdentity = (one: Answer, other: Answer): number =>
  Number(one.inventory.partial) - Number(other.inventory.partial) ||
  poverty(one) - poverty(other) ||
  Number(one.facts.isVirtual === true) - Number(other.facts.isVirtual === true) ||
  byAge(one, other);

const identityIn = ({ facts, inventory }: Answer): Identity => identityOf(facts, inventory.tag);

/** The item as it will be known when the answer was taken. */
const itemAfter = (id: string, before: IdentifiedItem | null, answer: Answer): IdentifiedItem => {
  const { facts, inventory } = answer;
  return {
    id,
    ciClass: before?.ciClass ?? facts.ciClass,
    name: facts.name,
    serial: facts.serial ?? before?.serial ?? null,
    uuid: facts.uuid ?? before?.uuid ?? null,
    assetTag: facts.assetTag ?? before?.assetTag ?? null,
    manufacturer: facts.manufacturer ?? before?.manufacturer ?? null,
    macs: facts.macs.length > 0 ? [...facts.macs] : (before?.macs ?? []),
    ips: facts.ips.length > 0 ? [...facts.ips] : (before?.ips ?? []),
    extra: { glpi: reportedAfter(before, inventory, facts) },
  };
};

/**
 * An id for a device that matches nothing: the first that is free. One that is taken by an item which nothing else speaks against is its
 * own: the number that it was made of has been corrected by hand since.
 */
const newTarget = (answer: Answer, candidates: readonly Candidate[], known: KnownItems): Target => {
  const identity = identityIn(answer);
  const notIds = known.decision(identity)?.notIds;
  for (const { id, from } of ciIdsOf(identity, fallbackOf(answer.inventory.deviceId, answer.facts))) {
    const taken = known.get(id);
    if (taken === null) return { kind: 'new', id, candidates };
    if (notIds?.has(taken.id) === true) continue;
    const { verdict } = weigh(descriptionOf(identity), descriptionOf(identityOfItem(taken)), [from]);
    if (verdict !== 'different') return { kind: 'known', id: taken.id, candidates };
  }
  const { serial, uuid, macs, name } = identity;
  const id = stableId(
    'ci',
    JSON.stringify([answer.inventory.deviceId, serial, uuid, [...macs].sort(), name]),
  );
  return { kind: known.get(id) === null ? 'new' : 'known', id, candidates };
};

const targetOf = (answer: Answer, known: KnownItems): Target => {
  const { candidates, ...match } = known.match(identityIn(answer));
  switch (match.kind) {
    case 'match':
      return { kind: 'known', id: match.id, candidates };
    case 'ambiguous':
      return { kind: 'ambiguous', ids: match.ids, by: match.by, candidates };
    case 'none':
      return answer.inventory.partial
        ? { kind: 'unknown', candidates }
        : newTarget(answer, candidates, known);
  }
};

/** A device with all its answers of one run, oldest first; or one answer that has no device. */
export type Resolved = { readonly target: Target; readonly answers: readonly [Answer, ...Answer[]] };

/**
 * Which device each answer is about. Agents' ids are not asked: cloned machines share one, and what an agent read from other devices
 * comes under its own. Neither the order of `answers` nor resolving them again makes a difference.
 */
export const resolveDevices = (answers: readonly Answer[], known: KnownItems): readonly Resolved[] => {
  const steps = resolvingDevices(answers, known);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
};

/** {@link resolveDevices} in steps, one an answer, for who lets others in between. */
export function* resolvingDevices(
  answers: readonly Answer[],
  known: KnownItems,
): Generator<void, readonly Resolved[]> {
  const devices = new Map<string, { target: Target; answers: Answer[] }>();
  const rest: Resolved[] = [];
  for (const answer of [...answers].sort(byIdentity)) {
    yield;
    const target = targetOf(answer, known);
    if (target.kind !== 'known' && target.kind !== 'new') {
      rest.push({ target, answers: [answer] });
      continue;
    }
    const device = devices.get(target.id) ?? { target, answers: [] };
    device.answers.push(answer);
    devices.set(target.id, device);
    known.note(itemAfter(target.id, known.get(target.id), answer));
  }
  const found = [...devices.values()].map(({ target, answers: own }): Resolved => {
    const [first, ...others] = own.sort(byAge);
    if (first === undefined) throw new Error('a device without an answer');
    return { target, answers: [first, ...others] };
  });
  return [...found, ...rest].sort((one, other) => byAge(one.answers[0], other.answers[0]));
}

/** A device's answers of one run as one inventory. */
export type Folded = {
  readonly file: string;
  readonly inventory: GlpiInventory;
  /** The other files that had answers about it. */
  readonly with: readonly string[];
};

/**
 * The newest full inventory, then what partial ones replace, wherever they stand. One after another they would undo each other, and
 * importing the same files again would look like news.
 */
export const foldAnswers = (answers: readonly [Answer, ...Answer[]]): Folded => {
  const full = answers.filter(({ inventory }) => !inventory.partial).at(-1);
  const parts = answers.filter(({ inventory }) => inventory.partial);
  const base = full ?? answers[0];
  const replaced = parts.flatMap(({ inventory: part }) =>
    sectionsToReplace(part).map((name) => [name, part.sections[name]] as const),
  );
  const inventory = {
    ...base.inventory,
    sections: { ...base.inventory.sections, ...Object.fromEntries(replaced) },
  };
  const files = new Set(answers.map(({ file }) => file));
  files.delete(base.file);
  return { file: base.file, inventory, with: [...files] };
};
