import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descriptionOf, type Identity, weigh } from '#domain/config-items/evidence.ts';
import {
  cleanText,
  isJunk,
  normaliseMac,
  normaliseMaker,
  normaliseName,
  normaliseSerial,
  normaliseTag,
  normaliseUuid,
  saysNothing,
  swappedUuid,
} from '#domain/config-items/identifiers.ts';
import {
  DEFAULT_SERIALS,
  PLACEHOLDERS,
  SHARED_MACS,
  SHARED_UUIDS,
  SPREADSHEET_ERRORS,
} from '#domain/config-items/junk-values.ts';
import { matchConfigItem } from '#domain/config-items/matching.ts';

const NOBODY: Identity = { serial: null, uuid: null, macs: [], name: null };
const known = (id: string, more: Partial<Identity> = {}) => ({ id, ...NOBODY, ...more });

/** Every item is asked about everything: what is no evidence must not count. */
const match = (device: Partial<Identity>, items: readonly (Identity & { readonly id: string })[]) => {
  const all = () => items.map(({ id, ...identity }) => ({ id, is: descriptionOf(identity) }));
  const lookups = { serial: all, uuid: all, mac: all, assetTag: all, name: all, ip: all };
  return matchConfigItem({ ...NOBODY, ...device }, lookups);
};

const UUID = '4c4c4544-0031-4a10-8058-b7c04f4d3332';
const OTHER_UUID = '4c4c4544-0031-4a10-8058-b7c04f4d3333';
const M1 = '8C:16:45:00:00:01';
const M2 = '8C:16:45:00:00:02';
const M3 = '8C:16:45:00:00:03';

describe('what identifies nothing', () => {
  it.each([
    ...PLACEHOLDERS,
    ...SPREADSHEET_ERRORS,
    ...DEFAULT_SERIALS,
    ' default  string ',
    'To Be Filled By O.E.M.',
    '0',
    '0000000',
    '00000001',
    '01010101',
    'xxxxxx',
    '........',
    '-',
    '—',
    '1.0',
    '123456',
    '0123456789',
    'BSN12345678901234567',
    'SYS-1234567890',
    '7.25E+11',
    '7,25E+11',
    '\u0000\u0000',
    '',
  ])('%j is no serial number', (value) => {
    expect(isJunk(value)).toBe(true);
    expect(normaliseSerial(value)).toBeNull();
  });

  it.each(['5CG1234XYZ', 'VMware-56 4d 1f', 'C02X1', 'PF123A', '1010201', '20456', 'CN0E45'])(
    '%s is one',
    (value) => {
      expect(isJunk(value)).toBe(false);
    },
  );

  it.each([
    'N/A',
    'none',
    '-',
    '#N/A',
    '8.9E+17',
    'No Asset Tag',
    'ATN12345678901234567',
    '1234567890',
    '000',
  ])('%s is no asset tag', (tag) => {
    expect(normaliseTag(tag)).toBeNull();
  });

  it.each(['7', '00012', '1010', 'A-12'])('%s is one: somebody gave out small numbers', (tag) => {
    expect(normaliseTag(tag)).toBe(tag);
  });

  it.each([
    ...SHARED_UUIDS,
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    '01010101-0101-0101-0101-010101010101',
    '2',
    'abc',
  ])('takes no UUID from %s', (uuid) => {
    expect(normaliseUuid(uuid)).toBeNull();
  });

  it.each([
    ...SHARED_MACS.map(({ startsWith }) => `${startsWith}:01:02:03:04`.slice(0, 17)),
    '00:50:56:c0:00:08',
    '00:00:00:00:00:00',
    'ff:ff:ff:ff:ff:ff',
    '02:42:ac:11:00:02',
    '01:00:5e:00:00:01',
    'nonsense',
    '',
    null,
  ])('takes no address from %s', (mac) => {
    expect(normaliseMac(mac)).toBeNull();
  });

  it('leaves a version, a model or a system alone that would be a poor serial number', () => {
    expect(['11', '1.0', '1234', '10'].filter(saysNothing)).toEqual([]);
  });
});

describe('comparing identifiers', () => {
  it.each(['aa:bb:cc:dd:ee:01', 'AA-BB-CC-DD-EE-01', 'aabb.ccdd.ee01', 'AABBCCDDEE01', 'AABBCCDDEE01\u0000'])(
    'reads the address %j',
    (mac) => {
      expect(normaliseMac(mac)).toBe('AA:BB:CC:DD:EE:01');
    },
  );

  it('takes control characters and invisible ones for nothing', () => {
    expect(cleanText('\u0000 A\u200bB\u0007\u0000')).toBe('AB');
    expect(normaliseSerial('WPX17\u0000\u0000')).toBe('WPX17');
    expect(normaliseName('\ufeffwp-17')).toBe('WP-17');
  });

  it('compares names without the domain', () => {
    expect(normaliseName('pc-17.example.com')).toBe('PC-17');
    expect(normaliseName('localhost')).toBeNull();
    expect(normaliseName('10.0.0.1')).toBeNull();
  });

  it.each([
    ['Dell Inc.', 'DELL'],
    ['Hewlett-Packard', 'HP'],
    ['HP', 'HP'],
    ['ASUSTeK COMPUTER INC.', 'ASUS'],
    ['System manufacturer', null],
  ])('knows the maker %s', (name, maker) => {
    expect(normaliseMaker(name)).toBe(maker);
  });

  it('swaps the bytes of a UUID as firmware does, and back', () => {
    expect(swappedUuid('00112233-4455-6677-8899-aabbccddeeff')).toBe('33221100-5544-7766-8899-AABBCCDDEEFF');
    expect(swappedUuid(swappedUuid(UUID))).toBe(UUID.toUpperCase());
  });
});

describe('weighing', () => {
  // biome-ignore format: a table is read by its columns
  it.each<[string, Partial<Identity>, Partial<Identity>, string]>([
    ['a serial',                              { serial: 'abc 123' }, { serial: 'ABC123' }, 'same'],
    ['a new board',                           { serial: 'S1', uuid: UUID }, { serial: 'S1', uuid: OTHER_UUID }, 'same'],
    ['a new adapter and a new name',          { serial: 'S1', macs: [M1], name: 'pc-1' }, { serial: 'S1', macs: [M2], name: 'pc-2' }, 'same'],
    ['a serial against all else',             { serial: 'S1', uuid: UUID, macs: [M1], name: 'pc-1' }, { serial: 'S1', uuid: OTHER_UUID, macs: [M2], name: 'pc-2' }, 'undecided'],
    ['a cloned image',                        { serial: 'S1', uuid: UUID }, { serial: 'S2', uuid: UUID }, 'different'],
    ['all but the serial',                    { serial: 'S1', uuid: UUID, macs: [M1] }, { serial: 'S2', uuid: UUID, macs: [M1] }, 'undecided'],
    ['a dock that travels',                   { serial: 'S1', macs: [M1] }, { serial: 'S2', macs: [M1] }, 'different'],
    ['a dock between two without serial',     { macs: [M1, M3], name: 'pc-1' }, { macs: [M2, M3], name: 'pc-2' }, 'undecided'],
    ['one more adapter',                      { macs: [M1], name: 'pc-1' }, { macs: [M1, M2], name: 'pc-2' }, 'same'],
    ['one name, other adapters',              { macs: [M1], name: 'pc-1' }, { macs: [M2], name: 'pc-1' }, 'different'],
    ['one name, another maker',               { name: 'pc-1', manufacturer: 'Dell' }, { name: 'pc-1', manufacturer: 'HP Inc.' }, 'undecided'],
    ['one name, another customer',            { name: 'pc-1', agentTag: 'NORTH' }, { name: 'pc-1', agentTag: 'SOUTH' }, 'undecided'],
    ['a clone with its own adapter and name', { uuid: UUID, macs: [M1], name: 'pc-1' }, { uuid: UUID, macs: [M2], name: 'pc-2' }, 'different'],
    ['a new adapter without serial',          { uuid: UUID, macs: [M1], name: 'pc-1' }, { uuid: UUID, macs: [M2], name: 'pc-1' }, 'same'],
    ['a container and its host',              { serial: 'S1', isVirtual: true, name: 'web-1' }, { serial: 'S1', isVirtual: false, name: 'srv-1' }, 'different'],
    ['a machine made virtual',                { serial: 'S1', uuid: UUID, macs: [M1], name: 'pc-1', isVirtual: true }, { serial: 'S1', uuid: UUID, macs: [M1], name: 'pc-1', isVirtual: false }, 'undecided'],
    ['a screen and a computer',               { serial: 'S1', ciClass: 'monitor' }, { serial: 'S1', ciClass: 'notebook' }, 'different'],
    ['an appliance seen twice',               { serial: 'S1', ciClass: 'network_device' }, { serial: 'S1', ciClass: 'server' }, 'same'],
    ['a printer with a computer\'s name',     { name: 'pc-1', ciClass: 'printer' }, { name: 'pc-1', ciClass: 'desktop' }, 'different'],
    ['a screen with one number more',         { serial: 'S1', otherSerials: ['B1'] }, { serial: 'S1' }, 'same'],
    ['a screen with its numbers changed round', { serial: 'S1', otherSerials: ['B1'] }, { serial: 'B1', otherSerials: ['S1'] }, 'same'],
    ['screens of a series',                   { serial: 'S1', otherSerials: ['B1'] }, { serial: 'S1', otherSerials: ['B2'] }, 'different'],
    ['a tag',                                 { assetTag: 'T-1', name: 'pc-1' }, { assetTag: 't-1', name: 'pc-2' }, 'same'],
    ['a tag on a new machine',                { assetTag: 'T-1', serial: 'S1' }, { assetTag: 'T-1', serial: 'S2' }, 'different'],
    ['nothing that both know',                { serial: 'S1' }, { uuid: UUID }, 'undecided'],
  ])('%s', (_what, one, two, verdict) => {
    const [ours, theirs] = [descriptionOf({ ...NOBODY, ...one }), descriptionOf({ ...NOBODY, ...two })];
    expect(weigh(ours, theirs).verdict).toBe(verdict);
    expect(weigh(theirs, ours).verdict).toBe(verdict);
  });

  it('says what speaks for and against', () => {
    const ours = descriptionOf({ ...NOBODY, serial: 's1', uuid: UUID });
    const theirs = descriptionOf({ ...NOBODY, serial: 'S1', uuid: OTHER_UUID });
    expect(weigh(ours, theirs)).toEqual({
      verdict: 'same',
      for: [{ kind: 'serial', weight: 4, ours: 'S1', theirs: 'S1' }],
      against: [{ kind: 'uuid', weight: 2, ours: UUID.toUpperCase(), theirs: OTHER_UUID.toUpperCase() }],
    });
  });
});

describe('matching', () => {
  it.each([
    ['serial', { serial: 'abc 123' }, { serial: 'ABC123' }],
    ['uuid', { uuid: UUID }, { uuid: UUID.toUpperCase() }],
    ['mac', { macs: ['aabbccddee01'] }, { macs: ['AA:BB:CC:DD:EE:01'] }],
    ['name', { name: 'pc-17.example.com' }, { name: 'PC-17' }],
    ['ip', { ips: ['10.0.0.1'] }, { ips: ['10.0.0.1', '10.0.0.2'] }],
  ] as const)('by %s', (by, device, item) => {
    expect(match(device, [known('a', item), known('b')])).toMatchObject({ kind: 'match', id: 'a', by });
  });

  it('asks when several fit, unless other evidence decides', () => {
    const items = [known('b', { serial: 'S1', name: 'PC-2' }), known('a', { serial: 'S1', name: 'PC-1' })];
    expect(match({ serial: 'S1' }, items)).toMatchObject({
      kind: 'ambiguous',
      ids: ['a', 'b'],
      by: 'serial',
    });
    expect(match({ serial: 'S1', name: 'pc-1' }, items)).toMatchObject({ kind: 'match', id: 'a' });
  });

  it('asks when as much speaks for another item', () => {
    const items = [known('typed', { serial: 'S1' }), known('seen', { uuid: UUID, macs: [M1] })];
    expect(match({ serial: 'S1', uuid: UUID, macs: [M1] }, items)).toMatchObject({
      kind: 'ambiguous',
      ids: ['seen', 'typed'],
    });
    expect(match({ serial: 'S1', macs: [M1] }, items)).toMatchObject({ kind: 'match', id: 'typed' });
  });

  it('tells of items that resemble it, though it is none of them', () => {
    const found = match({ serial: 'S1', macs: [M1] }, [known('a', { serial: 'S2', macs: [M1] }), known('b')]);
    expect(found).toMatchObject({ kind: 'none', candidates: [{ id: 'a', verdict: 'different' }] });
    expect(found.candidates).toHaveLength(1);
  });

  it('never matches by junk', () => {
    for (const value of [...PLACEHOLDERS, ...SPREADSHEET_ERRORS]) {
      const same = { serial: value, name: value, assetTag: value, macs: ['00:50:56:c0:00:01'] };
      expect(match(same, [known('a', same)]).kind).toBe('none');
    }
  });

  const identity: fc.Arbitrary<Identity> = fc.record({
    serial: fc.constantFrom(null, 'S1', 's1 ', 'S2', 'Default string'),
    otherSerials: fc.subarray(['B1', 'S2']),
    uuid: fc.constantFrom(null, UUID, UUID.toUpperCase(), OTHER_UUID),
    macs: fc.subarray(['aabbccddee01', 'AA-BB-CC-DD-EE-01', 'aabb.ccdd.ee02', '00:00:00:00:00:00']),
    name: fc.constantFrom(null, 'pc-1', 'PC-1.example.com', 'pc-2'),
    assetTag: fc.constantFrom(null, 'T-1', 't-1', 'T-2', 'N/A'),
    ciClass: fc.constantFrom(null, 'desktop', 'monitor', 'network_device', 'other'),
    manufacturer: fc.constantFrom(null, 'Dell', 'HP'),
    isVirtual: fc.constantFrom(null, true, false),
    agentTag: fc.constantFrom(null, 'north', 'south'),
  });

  it('is symmetrical: a is b exactly when b is a', () => {
    fc.assert(
      fc.property(identity, identity, (one, two) => {
        const here = match(one, [{ id: 'x', ...two }]);
        const there = match(two, [{ id: 'x', ...one }]);
        expect({ ...here, candidates: [] }).toEqual({ ...there, candidates: [] });
      }),
    );
  });

  it('does not depend on how an identifier is written', () => {
    const rewritten = ({ serial, uuid, macs, name, ...rest }: Identity): Identity => ({
      ...rest,
      serial: serial === null ? null : ` ${serial.toLowerCase()}\u0000`,
      uuid: uuid === null ? null : `{${uuid.toLowerCase()}}`,
      macs: macs.map((mac) => mac.toUpperCase()),
      name: name === null ? null : name.toUpperCase(),
    });
    fc.assert(
      fc.property(identity, fc.array(identity, { maxLength: 4 }), (device, items) => {
        const there = items.map((item, index) => ({ id: `i${index}`, ...item }));
        expect(match(rewritten(device), there)).toEqual(match(device, there));
      }),
    );
  });

  it('does not depend on the order of the known items', () => {
    fc.assert(
      fc.property(identity, fc.array(identity, { maxLength: 5 }), (device, items) => {
        const there = items.map((item, index) => ({ id: `i${index}`, ...item }));
        expect(match(device, [...there].reverse())).toEqual(match(device, there));
      }),
    );
  });

  it('joins nothing that as strong a piece of evidence separates', () => {
    fc.assert(
      fc.property(identity, fc.array(identity, { maxLength: 4 }), (device, items) => {
        const found = match(
          device,
          items.map((item, index) => ({ id: `i${index}`, ...item })),
        );
        if (found.kind !== 'match') return;
        const joined = found.candidates.find(({ id }) => id === found.id);
        const heaviest = (pieces: readonly { readonly weight: number }[] = []) =>
          Math.max(0, ...pieces.map(({ weight }) => weight));
        const sum = (pieces: readonly { readonly weight: number }[] = []) =>
          pieces.reduce((total, { weight }) => total + weight, 0);
        expect(heaviest(joined?.against)).toBeLessThanOrEqual(heaviest(joined?.for));
        expect(sum(joined?.against)).toBeLessThan(sum(joined?.for));
      }),
    );
  });
});
