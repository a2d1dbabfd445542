import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  configItemLock,
  createConfigItem,
  updateConfigItem,
} from '#domain/config-items/config-item.commands.ts';
import {
  type Identity,
  isJunk,
  JUNK_VALUES,
  type KnownConfigItem,
  type MatchLookups,
  matchConfigItem,
  normaliseMac,
  normaliseName,
  normaliseSerial,
  normaliseUuid,
} from '#domain/config-items/matching.ts';
import { warrantyOn } from '#domain/config-items/warranty.ts';
import { RECORD_SCHEMAS } from '#domain/records/registry.ts';
import { envOf, unwrap } from '../env.ts';
import { anItem } from '../fixtures.ts';

const lookupsOver = (items: readonly KnownConfigItem[]): MatchLookups => ({
  bySerial: (serial) => items.filter((item) => normaliseSerial(item.serial) === serial),
  byUuid: (uuid) => items.filter((item) => normaliseUuid(item.uuid) === uuid),
  byMac: (mac) => items.filter((item) => item.macs.some((known) => normaliseMac(known) === mac)),
  byName: (name) => items.filter((item) => normaliseName(item.name) === name),
});
const known = (id: string, more: Partial<Identity> = {}): KnownConfigItem => ({
  id,
  serial: null,
  uuid: null,
  macs: [],
  name: null,
  ...more,
});
const match = (candidate: Partial<Identity>, items: readonly KnownConfigItem[]) =>
  matchConfigItem(known('candidate', candidate), lookupsOver(items));

const UUID = '4c4c4544-0031-4a10-8058-b7c04f4d3332';

describe('normalising', () => {
  it.each(['aa:bb:cc:dd:ee:01', 'AA-BB-CC-DD-EE-01', 'aabb.ccdd.ee01', 'AABBCCDDEE01'])(
    'reads the MAC %s',
    (mac) => {
      expect(normaliseMac(mac)).toBe('AA:BB:CC:DD:EE:01');
    },
  );

  it.each([
    '00:00:00:00:00:00',
    'ff:ff:ff:ff:ff:ff',
    '02:42:ac:11:00:02',
    '20:41:53:59:4e:ff',
    'nonsense',
    '',
    null,
  ])('takes no MAC from %s', (mac) => {
    expect(normaliseMac(mac)).toBeNull();
  });

  it.each([
    ...JUNK_VALUES,
    ' default  string ',
    'To Be Filled By O.E.M.',
    '0',
    '0000000',
    'xxxxxx',
    '........',
    '',
  ])('knows %j for junk', (value) => {
    expect(isJunk(value)).toBe(true);
    expect(normaliseSerial(value)).toBeNull();
  });

  it.each(['5CG1234XYZ', 'VMware-56 4d 1f', 'C02X1'])('keeps the serial %s', (value) => {
    expect(isJunk(value)).toBe(false);
  });

  it.each(['03000200-0400-0500-0006-000700080009', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF', 'abc'])(
    'takes no UUID from %s',
    (uuid) => {
      expect(normaliseUuid(uuid)).toBeNull();
    },
  );

  it('compares names without the domain', () => {
    expect(normaliseName('pc-17.example.com')).toBe('PC-17');
    expect(normaliseName('localhost')).toBeNull();
    expect(normaliseName('10.0.0.1')).toBeNull();
  });
});

describe('matching', () => {
  it.each([
    ['serial', { serial: 'abc 123' }, { serial: 'ABC123' }],
    ['uuid', { uuid: UUID }, { uuid: UUID.toUpperCase() }],
    ['mac', { macs: ['aabbccddee01'] }, { macs: ['AA:BB:CC:DD:EE:01'] }],
    ['name', { name: 'pc-17.example.com' }, { name: 'PC-17' }],
  ] as const)('by %s', (by, candidate, item) => {
    expect(match(candidate, [known('a', item), known('b')])).toEqual({ kind: 'match', id: 'a', by });
  });

  it('does not take a device for another that shared its dock', () => {
    const macs = ['AA:BB:CC:DD:EE:01'];
    expect(match({ serial: 'ONE', macs }, [known('a', { serial: 'TWO', macs })])).toEqual({ kind: 'none' });
    expect(match({ serial: 'Default string', macs }, [known('a', { serial: 'TWO', macs })])).toMatchObject({
      by: 'mac',
    });
  });

  it('does not take a new machine for the old one of the same name', () => {
    expect(match({ serial: 'ONE', name: 'PC-1' }, [known('a', { serial: 'TWO', name: 'PC-1' })]).kind).toBe(
      'none',
    );
  });

  it('does not join cloned machines by their UUID', () => {
    expect(match({ serial: 'ONE', uuid: UUID }, [known('a', { serial: 'TWO', uuid: UUID })]).kind).toBe(
      'none',
    );
  });

  it('asks when several fit, unless other evidence decides', () => {
    const items = [known('b', { serial: 'S1', name: 'PC-2' }), known('a', { serial: 'S1', name: 'PC-1' })];
    expect(match({ serial: 'S1' }, items)).toEqual({ kind: 'ambiguous', ids: ['a', 'b'], by: 'serial' });
    expect(match({ serial: 'S1', name: 'pc-1' }, items)).toEqual({ kind: 'match', id: 'a', by: 'serial' });
  });

  it('never matches by junk', () => {
    for (const value of JUNK_VALUES) {
      expect(match({ serial: value, name: value }, [known('a', { serial: value, name: value })]).kind).toBe(
        'none',
      );
    }
  });

  const identity = fc.record({
    serial: fc.constantFrom(null, 'S1', 's1 ', 'S2', 'Default string'),
    uuid: fc.constantFrom(null, UUID, UUID.toUpperCase(), UUID.replace(/2$/, '3')),
    macs: fc.subarray(['aabbccddee01', 'AA-BB-CC-DD-EE-01', 'aabb.ccdd.ee02', '00:00:00:00:00:00']),
    name: fc.constantFrom(null, 'pc-1', 'PC-1.example.com', 'pc-2'),
  });

  it('is symmetrical: a is b exactly when b is a', () => {
    fc.assert(
      fc.property(identity, identity, (one, two) => {
        const here = match(one, [known('x', two)]);
        const there = match(two, [known('x', one)]);
        expect(here).toEqual(there);
      }),
    );
  });

  it('does not depend on how an identifier is written', () => {
    const rewritten = ({ serial, uuid, macs, name }: Identity): Identity => ({
      serial: serial === null ? null : ` ${serial.toLowerCase()} `,
      uuid: uuid === null ? null : `{${uuid.toLowerCase()}}`,
      macs: macs.map((mac) => mac.toUpperCase()),
      name: name === null ? null : name.toUpperCase(),
    });
    fc.assert(
      fc.property(identity, fc.array(identity, { maxLength: 4 }), (candidate, items) => {
        const there = items.map((item, index) => known(`i${index}`, item));
        expect(match(rewritten(candidate), there)).toEqual(match(candidate, there));
      }),
    );
  });
});

describe('warranty', () => {
  it.each([
    ['2026-11-20', 'ending', 0],
    ['2026-11-19', 'ended', -1],
    ['2027-02-18', 'ending', 90],
    ['2027-02-19', 'active', 91],
    [null, 'unknown', null],
  ] as const)('until %s is %s', (until, state, daysLeft) => {
    expect(warrantyOn(until, '2026-11-20')).toEqual({ state, daysLeft });
  });
});

describe('editing a configuration item', () => {
  const ctx = { env: envOf() };

  it('makes a valid one', () => {
    const item = unwrap(
      createConfigItem(null, { ciClass: 'notebook', name: ' NB-1 ', status: 'stored' }, ctx),
    );
    expect(RECORD_SCHEMAS.configItems.parse(item)).toEqual(item);
    expect(item).toMatchObject({ name: 'NB-1', active: true });
    expect(createConfigItem(null, { ciClass: 'notebook', name: ' ' }, ctx).ok).toBe(false);
  });

  it('locks what was really changed', () => {
    const item = anItem('nb-1');
    const after = unwrap(updateConfigItem(item, { model: 'X1', name: item.name }, ctx));
    expect(after.lockedFields).toEqual(['model']);
    expect(unwrap(updateConfigItem(after, { model: 'X1' }, ctx))).toBe(after);
    expect(configItemLock({ lockedFields: ['name'] }, ['model', 'name'])).toEqual(['model', 'name']);
  });

  it('retires and brings back with the status', () => {
    const retired = unwrap(updateConfigItem(anItem('nb-1'), { status: 'out_of_operation' }, ctx));
    expect(retired).toMatchObject({ active: false, retiredAt: ctx.env.now });
    expect(unwrap(updateConfigItem(retired, { status: 'stored' }, ctx))).toMatchObject({
      active: true,
      retiredAt: null,
    });
  });

  it('refuses derived fields', () => {
    const sneaky: object = { softwareCount: 3 };
    expect(updateConfigItem(anItem('nb-1'), sneaky, ctx)).toMatchObject({ error: { code: 'not_editable' } });
  });
});
