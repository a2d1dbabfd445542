/**
 * Values that firmware and agents send where they know nothing (field guide 1.5 and pain point 5). Compared in upper
 * case without blanks at the ends. A value here never identifies a device.
 */
export const JUNK_VALUES: readonly string[] = [
  'DEFAULT STRING',
  'TO BE FILLED BY O.E.M.',
  'TO BE FILLED BY OEM',
  'TO BE FILLED BY O.E.M',
  'SYSTEM SERIAL NUMBER',
  'SYSTEM MANUFACTURER',
  'SYSTEM PRODUCT NAME',
  'SYSTEM NAME',
  'CHASSIS SERIAL NUMBER',
  'BASE BOARD SERIAL NUMBER',
  'SERIAL NUMBER',
  'SERIALNUMBER',
  'SERIAL',
  'ASSET TAG',
  'ASSET-1234567890',
  'NO ASSET TAG',
  'NO ASSET INFORMATION',
  'NONE',
  'NULL',
  'N/A',
  'NA',
  'NOT APPLICABLE',
  'NOT AVAILABLE',
  'NOT SPECIFIED',
  'NOT PRESENT',
  'NOT DEFINED',
  'NOT SET',
  'UNKNOWN',
  'UNDEFINED',
  'UNSPECIFIED',
  'INVALID',
  'EMPTY',
  'OEM',
  'O.E.M.',
  'OEM_SERIAL',
  'TBD',
  'TEST',
  'LOCALHOST',
  'LOCALHOST.LOCALDOMAIN',
  '123456789',
  '1234567890',
  '0123456789',
  '12345678',
  '1234567',
  '123456',
  '12345',
  '1234',
  '123456789ABC',
  'EVAL',
  'BSN12345678901234567',
  'NB-1234567890',
  'MB-1234567890',
  'SN-1234567890',
  '.',
  '?',
  '-',
];

/** UUIDs that whole series of boards share. */
const JUNK_UUIDS: readonly string[] = [
  '03000200-0400-0500-0006-000700080009',
  '00020003-0004-0005-0006-000700080009',
  '12345678-1234-5678-90AB-CDDEEFAABBCC',
];

/** MACs of adapters that many devices have alike: loopback, dial-up and VPN adapters of Windows, VPN clients. */
const JUNK_MACS: readonly string[] = [
  '02:00:4C:4F:4F:50',
  '20:41:53:59:4E:FF',
  '33:50:6F:45:30:30',
  '50:50:54:50:30:30',
  '00:05:9A:3C:78:00',
  '00:05:9A:3C:7A:00',
  '44:45:53:54:42:00',
  '44:45:53:54:4F:53',
  'DE:AD:BE:EF:CA:FE',
];

const junk = new Set([...JUNK_VALUES, ...JUNK_UUIDS, ...JUNK_MACS]);

/** Zeros, `XXXX`, `....`, `FF:FF:...`: one character over and over (separators aside) says nothing. */
const isOneCharacter = (value: string): boolean => new Set(value.replace(/[-:.\s]/g, '')).size <= 1;

/** Whether `value` says nothing about which device it is: empty, a placeholder, or shared by many. */
export const isJunk = (value: string | null | undefined): boolean => {
  const text = (value ?? '').trim().replace(/\s+/g, ' ').toUpperCase();
  return text === '' || junk.has(text) || isOneCharacter(text);
};

/** Upper case without blanks, or null where it is junk. Dashes stay: some makers' serials differ only in them. */
export const normaliseSerial = (serial: string | null | undefined): string | null =>
  isJunk(serial) ? null : (serial ?? '').replace(/\s+/g, '').toUpperCase();

/** `AA:BB:CC:DD:EE:FF` from any usual way to write it (colons, dashes, Cisco's dots, nothing); null for anything else and for junk. */
export const normaliseMac = (mac: string | null | undefined): string | null => {
  const text = (mac ?? '').trim();
  if (!/^[0-9a-f]{2}([:-]?[0-9a-f]{2}){5}$|^([0-9a-f]{4}\.){2}[0-9a-f]{4}$/i.test(text)) return null;
  const pairs =
    text
      .replace(/[^0-9a-f]/gi, '')
      .toUpperCase()
      .match(/../g) ?? [];
  const normal = pairs.join(':');
  // A multicast address is no adapter's own; 02:42 is Docker's bridge, alike on many hosts.
  const isGroup = (Number.parseInt(pairs[0] ?? '01', 16) & 1) === 1;
  return isGroup || normal.startsWith('02:42:') || isJunk(normal) ? null : normal;
};

/** Upper case with dashes, or null where it is none or junk. */
export const normaliseUuid = (uuid: string | null | undefined): string | null => {
  const hex = (uuid ?? '').trim().replace(/[{}]/g, '').replace(/-/g, '').toUpperCase();
  if (!/^[0-9A-F]{32}$/.test(hex)) return null;
  const normal = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return isJunk(normal) ? null : normal;
};

/** Host name as it is compared: upper case, without the domain. Null where it is junk or an address. */
export const normaliseName = (name: string | null | undefined): string | null => {
  const text = (name ?? '').trim().toUpperCase();
  if (isJunk(text) || /^[\d.]+$/.test(text) || text.includes(':')) return null;
  return text.split('.')[0] || null;
};

/** What identifies a device. `name` only for devices whose name is their own (hosts): monitors of a kind share theirs, pass null. */
export type Identity = {
  readonly serial: string | null;
  readonly uuid: string | null;
  readonly macs: readonly string[];
  readonly name: string | null;
};
export type KnownConfigItem = Identity & { readonly id: string };

/** Looks known items up by the normalised value; each may answer with items that match loosely, they are checked again. */
export type MatchLookups = {
  readonly bySerial: (serial: string) => readonly KnownConfigItem[];
  readonly byUuid: (uuid: string) => readonly KnownConfigItem[];
  readonly byMac: (mac: string) => readonly KnownConfigItem[];
  readonly byName: (name: string) => readonly KnownConfigItem[];
};

export type MatchKey = 'serial' | 'uuid' | 'mac' | 'name';
export type Match =
  | { readonly kind: 'match'; readonly id: string; readonly by: MatchKey }
  | { readonly kind: 'ambiguous'; readonly ids: readonly string[]; readonly by: MatchKey }
  | { readonly kind: 'none' };

type Evidence = {
  readonly serial: string | null;
  readonly uuid: string | null;
  readonly macs: readonly string[];
  readonly name: string | null;
};

const evidenceOf = (identity: Identity): Evidence => ({
  serial: normaliseSerial(identity.serial),
  uuid: normaliseUuid(identity.uuid),
  macs: identity.macs.map(normaliseMac).filter((mac) => mac !== null),
  name: normaliseName(identity.name),
});

const differs = (left: string | null, right: string | null): boolean =>
  left !== null && right !== null && left !== right;

const shares = (left: Evidence, right: Evidence, key: MatchKey): boolean => {
  switch (key) {
    case 'serial':
    case 'uuid':
    case 'name':
      return left[key] !== null && left[key] === right[key];
    case 'mac':
      return left.macs.some((mac) => right.macs.includes(mac));
  }
};

/**
 * Stronger evidence that speaks against a match. A MAC travels with a dock, a UUID with a cloned image, a name with its user: none
 * of them holds against two valid serials that differ.
 */
const contradicts = (left: Evidence, right: Evidence, key: MatchKey): boolean => {
  switch (key) {
    case 'serial':
      return false;
    case 'uuid':
      return differs(left.serial, right.serial);
    case 'mac':
    case 'name':
      return differs(left.serial, right.serial) || differs(left.uuid, right.uuid);
  }
};

const KEYS: readonly MatchKey[] = ['serial', 'uuid', 'mac', 'name'];

const lookUp = (evidence: Evidence, key: MatchKey, lookups: MatchLookups): readonly KnownConfigItem[] => {
  switch (key) {
    case 'serial':
      return evidence.serial === null ? [] : lookups.bySerial(evidence.serial);
    case 'uuid':
      return evidence.uuid === null ? [] : lookups.byUuid(evidence.uuid);
    case 'mac':
      return evidence.macs.flatMap((mac) => [...lookups.byMac(mac)]);
    case 'name':
      return evidence.name === null ? [] : lookups.byName(evidence.name);
  }
};

type Found = { readonly id: string; readonly evidence: Evidence };

/** Of several with the same identifier, the ones that the other identifiers speak for; all of them when none does. */
const narrow = (evidence: Evidence, found: readonly Found[]): readonly Found[] => {
  let left = found;
  for (const key of KEYS) {
    const better = left.filter((item) => shares(evidence, item.evidence, key));
    if (better.length > 0) left = better;
  }
  return left;
};

/**
 * Which known item the candidate is: by serial, UUID, MAC, name, the first that finds one. Several equally good ones are
 * `ambiguous`, for a person to decide; a match by weak evidence that stronger evidence contradicts is none.
 */
export const matchConfigItem = (candidate: Identity, lookups: MatchLookups): Match => {
  const evidence = evidenceOf(candidate);
  for (const key of KEYS) {
    const found = new Map<string, Found>();
    for (const item of lookUp(evidence, key, lookups)) {
      const known = evidenceOf(item);
      if (shares(evidence, known, key) && !contradicts(evidence, known, key)) {
        found.set(item.id, { id: item.id, evidence: known });
      }
    }
    const best = narrow(evidence, [...found.values()]);
    const [only, another] = best;
    if (only !== undefined) {
      return another === undefined
        ? { kind: 'match', id: only.id, by: key }
        : { kind: 'ambiguous', ids: best.map((item) => item.id).sort(), by: key };
    }
  }
  return { kind: 'none' };
};
