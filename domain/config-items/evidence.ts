import type { ConfigItem, ConfigItemClass } from '#domain/fields/config-items.ts';
import {
  normaliseMac,
  normaliseMaker,
  normaliseName,
  normaliseSerial,
  normaliseTag,
  normaliseUuid,
} from './identifiers.ts';

/**
 * What a device is known by. `name` only for devices whose name is their own (hosts): monitors of a kind share theirs, pass null. What
 * is left out says nothing.
 */
export type Identity = {
  readonly serial: string | null;
  readonly uuid: string | null;
  readonly macs: readonly string[];
  readonly name: string | null;
  /** Further numbers that it reports as its own: a screen has one printed and one burnt in, and agents mix them up. */
  readonly otherSerials?: readonly string[] | undefined;
  readonly assetTag?: string | null | undefined;
  readonly ciClass?: ConfigItemClass | null | undefined;
  readonly manufacturer?: string | null | undefined;
  /** Whether a hypervisor or container runs it; null where nobody said. */
  readonly isVirtual?: boolean | null | undefined;
  /** The tag that an administrator gave the agent: a customer or site. */
  readonly agentTag?: string | null | undefined;
  readonly ips?: readonly string[] | undefined;
};

/**
 * The table of evidence: what two descriptions have alike speaks for one device, what differs against it. What one of them does not
 * know says nothing. `some` lies between: of addresses each side has some of its own besides those they share (a dock that travels is
 * in both, and so is the adapter of a machine that got another one); a class is another one that an agent may take it for.
 *
 * - A serial is the maker's and stays for life. A UUID goes with a new board and comes with a cloned image, an address goes with an
 *   adapter or dock, a tag is typed: each counts half a serial. A name follows the user; a maker, an agent's tag and an IP address are
 *   shared by many.
 * - No container is its host, whatever it reads from the firmware they share; no screen or program is a computer.
 */
// biome-ignore format: a table is read by its columns
const WEIGHTS = {
  serial:       { same: 4, some: 0, differs: 4 },
  uuid:         { same: 2, some: 0, differs: 2 },
  mac:          { same: 2, some: 1, differs: 2 },
  assetTag:     { same: 2, some: 0, differs: 2 },
  name:         { same: 1, some: 0, differs: 1 },
  ip:           { same: 1, some: 0, differs: 0 },
  manufacturer: { same: 0, some: 0, differs: 1 },
  agentTag:     { same: 0, some: 0, differs: 1 },
  ciClass:      { same: 0, some: 2, differs: 8 },
  isVirtual:    { same: 0, some: 0, differs: 8 },
} as const;
export type EvidenceKind = keyof typeof WEIGHTS;
const KINDS = Object.keys(WEIGHTS) as EvidenceKind[];

/** One piece of evidence about two descriptions, `ours` of the device that came and `theirs` of the item that is known. */
export type Evidence = {
  readonly kind: EvidenceKind;
  readonly weight: number;
  readonly ours: string;
  readonly theirs: string;
};

/** `undecided` is for a person: the evidence for and against holds the balance. */
export type Verdict = 'same' | 'different' | 'undecided';

export type Weighed = {
  readonly verdict: Verdict;
  readonly for: readonly Evidence[];
  readonly against: readonly Evidence[];
};

type Family = 'computer' | 'network' | 'printer' | 'phone' | 'monitor' | 'software' | 'service';

/** Devices that one agent may take for another are of one family; null where a class tells nothing. */
const FAMILIES: Readonly<Record<ConfigItemClass, Family | null>> = {
  desktop: 'computer',
  notebook: 'computer',
  thin_client: 'computer',
  server: 'computer',
  virtual_machine: 'computer',
  network_device: 'network',
  printer: 'printer',
  monitor: 'monitor',
  phone: 'phone',
  mobile_phone: 'phone',
  tablet: null,
  peripheral: null,
  storage: null,
  software: 'software',
  service: 'service',
  other: null,
};

/** Nothing with such a class is ever something else: an appliance may be taken for a computer, a screen not. */
const UNMISTAKABLE: readonly Family[] = ['monitor', 'software', 'service'];

/** How two values compare; null where one of them says nothing. */
type Comparison = 'same' | 'some' | 'differs' | null;

/** An identity with its values as they are compared, junk left out. */
export type Description = {
  readonly serials: readonly string[];
  readonly uuid: string | null;
  readonly macs: readonly string[];
  readonly assetTag: string | null;
  readonly name: string | null;
  readonly ips: readonly string[];
  readonly manufacturer: string | null;
  readonly agentTag: string | null;
  readonly ciClass: ConfigItemClass | null;
  readonly isVirtual: boolean | null;
};

const known = <T>(values: readonly (T | null)[]): T[] => [
  ...new Set(values.filter((value) => value !== null)),
];

export const descriptionOf = (identity: Identity): Description => ({
  serials: known([identity.serial, ...(identity.otherSerials ?? [])].map(normaliseSerial)),
  uuid: normaliseUuid(identity.uuid),
  macs: known(identity.macs.map(normaliseMac)),
  assetTag: normaliseTag(identity.assetTag),
  name: normaliseName(identity.name),
  ips: identity.ips ?? [],
  manufacturer: normaliseMaker(identity.manufacturer),
  agentTag: identity.agentTag?.trim().toUpperCase() || null,
  ciClass: identity.ciClass ?? null,
  isVirtual: identity.isVirtual ?? null,
});

const compareOne = <T>(ours: T | null, theirs: T | null): Comparison =>
  ours === null || theirs === null ? null : ours === theirs ? 'same' : 'differs';

/** Two sets are the same when one holds the other: an agent tells today what it did not tell before. */
const compareSets = (ours: readonly string[], theirs: readonly string[]): Comparison => {
  if (ours.length === 0 || theirs.length === 0) return null;
  const shared = ours.filter((value) => theirs.includes(value)).length;
  if (shared === 0) return 'differs';
  return shared === Math.min(ours.length, theirs.length) ? 'same' : 'some';
};

const compareClasses = (ours: ConfigItemClass | null, theirs: ConfigItemClass | null): Comparison => {
  const our = ours === null ? null : FAMILIES[ours];
  const their = theirs === null ? null : FAMILIES[theirs];
  if (our === null || their === null || our === their) return null;
  return UNMISTAKABLE.includes(our) || UNMISTAKABLE.includes(their) ? 'differs' : 'some';
};

const compare = (kind: EvidenceKind, ours: Description, theirs: Description): Comparison => {
  switch (kind) {
    case 'serial': {
      // Two that each report a number the other has not are two, though they share one: screens of a series do.
      const compared = compareSets(ours.serials, theirs.serials);
      return compared === 'some' ? 'differs' : compared;
    }
    case 'mac':
      return compareSets(ours.macs, theirs.macs);
    case 'ip':
      return ours.ips.some((ip) => theirs.ips.includes(ip)) ? 'same' : null;
    case 'ciClass':
      return compareClasses(ours.ciClass, theirs.ciClass);
    case 'uuid':
    case 'assetTag':
    case 'name':
    case 'manufacturer':
    case 'agentTag':
    case 'isVirtual':
      return compareOne<string | boolean>(ours[kind], theirs[kind]);
  }
};

const SHOWN_VALUES = 8;

const shownValue = (kind: EvidenceKind, of: Description): string => {
  switch (kind) {
    case 'serial':
      return of.serials.join(' ');
    case 'mac':
      return of.macs.slice(0, SHOWN_VALUES).join(' ');
    case 'ip':
      return of.ips.slice(0, SHOWN_VALUES).join(' ');
    case 'isVirtual':
      return of.isVirtual === true ? 'virtual' : 'physical';
    case 'uuid':
    case 'assetTag':
    case 'name':
    case 'manufacturer':
    case 'agentTag':
    case 'ciClass':
      return of[kind] ?? '';
  }
};

/** A class that differs a little speaks against, addresses that are alike in part speak for. */
const speaksFor = (kind: EvidenceKind, compared: Comparison): boolean =>
  compared === 'same' || (compared === 'some' && kind !== 'ciClass');

const sum = (pieces: readonly Evidence[]): number => pieces.reduce((total, { weight }) => total + weight, 0);

/** The heaviest piece; of several the one that stands first in the table. */
export const strongest = (pieces: readonly Evidence[]): Evidence | null =>
  pieces.reduce<Evidence | null>(
    (best, piece) => (best === null || piece.weight > best.weight ? piece : best),
    null,
  );

export const balance = (weighed: Pick<Weighed, 'for' | 'against'>): number =>
  sum(weighed.for) - sum(weighed.against);

/**
 * The heavier side wins, unless the lighter one holds the heavier single piece: many weak ones do not silently override a strong one. That, and
 * two sides that weigh alike, is undecided. Without evidence for them two are different, unless nothing is known at all.
 */
const verdictOf = (weighed: Pick<Weighed, 'for' | 'against'>): Verdict => {
  const weight = balance(weighed);
  const lead = (strongest(weighed.for)?.weight ?? 0) - (strongest(weighed.against)?.weight ?? 0);
  if (weight > 0 && lead >= 0) return 'same';
  if (weight < 0 && lead <= 0) return 'different';
  return 'undecided';
};

/** Evidence for and against two descriptions being of one device, leaving out the kinds in `without`. Symmetrical. */
export const weigh = (
  ours: Description,
  theirs: Description,
  without: readonly EvidenceKind[] = [],
): Weighed => {
  const pieces = KINDS.filter((kind) => !without.includes(kind)).flatMap((kind) => {
    const compared = compare(kind, ours, theirs);
    const weight = compared === null ? 0 : WEIGHTS[kind][compared];
    if (weight === 0) return [];
    const piece: Evidence = {
      kind,
      weight,
      ours: shownValue(kind, ours),
      theirs: shownValue(kind, theirs),
    };
    return [{ piece, isFor: speaksFor(kind, compared) }];
  });
  const sides = {
    for: pieces.filter(({ isFor }) => isFor).map(({ piece }) => piece),
    against: pieces.filter(({ isFor }) => !isFor).map(({ piece }) => piece),
  };
  return { ...sides, verdict: verdictOf(sides) };
};

/** What is stored of an item that it is recognised by. */
export type IdentifiedItem = Pick<
  ConfigItem,
  'id' | 'ciClass' | 'name' | 'assetTag' | 'serial' | 'uuid' | 'macs' | 'ips' | 'manufacturer' | 'extra'
>;

/** Where an import keeps what inventories told of an item's identity and no field holds. */
export type ReportedIdentity = {
  readonly deviceId?: string;
  /** The agent's tag. */
  readonly tag?: string;
  /** Serial numbers as reported; the field may have been corrected by hand. */
  readonly serials?: readonly string[];
  readonly virtual?: boolean;
};

const isText = (value: unknown): value is string => typeof value === 'string';

/** What inventories told of an item. Another version may have written anything there. */
export const reportedBy = (extra: ConfigItem['extra']): ReportedIdentity => {
  const { glpi } = extra;
  if (typeof glpi !== 'object' || glpi === null) return {};
  const { deviceId, tag, serials, virtual } = glpi as Readonly<Record<string, unknown>>;
  return {
    ...(isText(deviceId) ? { deviceId } : {}),
    ...(isText(tag) ? { tag } : {}),
    ...(Array.isArray(serials) ? { serials: serials.filter(isText) } : {}),
    ...(typeof virtual === 'boolean' ? { virtual } : {}),
  };
};

export const identityOfItem = (item: IdentifiedItem): Identity => {
  const { tag, serials, virtual } = reportedBy(item.extra);
  return {
    serial: item.serial,
    otherSerials: serials,
    uuid: item.uuid,
    macs: item.macs,
    name: item.name,
    assetTag: item.assetTag,
    ciClass: item.ciClass,
    manufacturer: item.manufacturer,
    isVirtual: virtual ?? (item.ciClass === 'virtual_machine' ? true : null),
    agentTag: tag,
    ips: item.ips,
  };
};
