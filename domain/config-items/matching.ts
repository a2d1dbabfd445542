import {
  balance,
  type Description,
  descriptionOf,
  type EvidenceKind,
  type Identity,
  strongest,
  type Weighed,
  weigh,
} from './evidence.ts';

export type KnownDescription = { readonly id: string; readonly is: Description };

/** Looks known items up by a value as it is compared; each may answer with items that match loosely, they are weighed anyway. */
export type MatchLookups = Readonly<
  Record<
    'serial' | 'uuid' | 'mac' | 'assetTag' | 'name' | 'ip',
    (value: string) => readonly KnownDescription[]
  >
>;

/** A known item with the evidence about it. */
export type Candidate = Weighed & { readonly id: string };

/** `candidates` are the items of which anything speaks for the device, likeliest first. */
export type Match = { readonly candidates: readonly Candidate[] } & (
  | { readonly kind: 'match'; readonly id: string; readonly by: EvidenceKind | 'decision' }
  | { readonly kind: 'ambiguous'; readonly ids: readonly string[]; readonly by: EvidenceKind }
  | { readonly kind: 'none' }
);

const lead = (candidate: Candidate): number => strongest(candidate.for)?.weight ?? 0;

/** Whether nothing speaks for `other` as loudly as for `one`. */
const isLikelier = (one: Candidate, other: Candidate): boolean =>
  balance(one) > balance(other) && lead(one) >= lead(other);

const byLikelihood = (one: Candidate, other: Candidate): number =>
  balance(other) - balance(one) || lead(other) - lead(one) || (one.id < other.id ? -1 : 1);

const foundBy = (is: Description, lookups: MatchLookups): readonly KnownDescription[] => [
  ...is.serials.flatMap(lookups.serial),
  ...(is.uuid === null ? [] : lookups.uuid(is.uuid)),
  ...is.macs.flatMap(lookups.mac),
  ...(is.assetTag === null ? [] : lookups.assetTag(is.assetTag)),
  ...(is.name === null ? [] : lookups.name(is.name)),
  ...is.ips.flatMap(lookups.ip),
];

/**
 * Which known item the device is. Every item that shares anything with it is weighed (evidence.ts); one must be likelier than each other that
 * may be it, or it is `ambiguous`, for a person to decide.
 */
export const matchConfigItem = (
  device: Identity,
  lookups: MatchLookups,
  /** Items that somebody says it is not. */
  except: ReadonlySet<string> = new Set(),
): Match => {
  const is = descriptionOf(device);
  const found = new Map(
    foundBy(is, lookups)
      .filter(({ id }) => !except.has(id))
      .map((item) => [item.is, item]),
  );
  const weighed = [...found.values()]
    .map((item): Candidate => ({ id: item.id, ...weigh(is, item.is) }))
    .filter((candidate) => candidate.for.length > 0)
    .sort(byLikelihood);
  // An item that another one was joined into has two descriptions: the likelier counts.
  const likeliest = new Map<string, Candidate>();
  for (const candidate of weighed) if (!likeliest.has(candidate.id)) likeliest.set(candidate.id, candidate);
  const candidates = [...likeliest.values()];
  const possible = candidates.filter(({ verdict }) => verdict !== 'different');
  const [best] = possible;
  if (best === undefined) return { kind: 'none', candidates };
  const rivals = possible.filter((other) => other !== best && !isLikelier(best, other));
  const by = strongest(best.for)?.kind ?? 'name';
  if (best.verdict === 'same' && rivals.length === 0) return { kind: 'match', id: best.id, by, candidates };
  return { kind: 'ambiguous', ids: [best, ...rivals].map(({ id }) => id).sort(), by, candidates };
};
