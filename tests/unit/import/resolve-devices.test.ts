import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ciFactsOf } from '#domain/import/glpi-facts.ts';
import { dateOf, parseGlpiInventory, readSections } from '#domain/import/glpi-format.ts';
import { type Answer, foldAnswers, resolveDevices } from '#domain/import/resolve-devices.ts';
import { createKnownConfigItems } from '#main/host/import/known-config-items.ts';
import { unwrap } from '../domain/env.ts';

type Told = {
  readonly serial?: string | null;
  readonly uuid?: string | null;
  readonly macs?: readonly string[];
  readonly name?: string;
  readonly vmsystem?: string | null;
  readonly deviceId?: string;
  readonly partial?: boolean;
  readonly logdate?: string;
};

const answer = (file: string, told: Told): Answer => {
  const { serial, uuid, macs = [], name = 'wp', vmsystem, deviceId = 'agent', partial, logdate } = told;
  const inventory = unwrap(
    parseGlpiInventory({
      deviceid: deviceId,
      partial,
      content: {
        hardware: { name, uuid, vmsystem },
        bios: { ssn: serial },
        networks: macs.map((mac) => ({ mac })),
        ...(logdate === undefined ? {} : { accesslog: { logdate } }),
      },
    }),
  );
  const sections = readSections(inventory.sections);
  if (sections === null) throw new Error('unreadable');
  const date = dateOf(inventory, sections);
  return { file, place: 0, inventory, facts: ciFactsOf(inventory, sections), date };
};

const partition = (answers: readonly Answer[], known = createKnownConfigItems([])) =>
  resolveDevices(answers, known).map(({ target, answers: own }) => ({
    ...target,
    candidates: [],
    files: own.map(({ file }) => file),
  }));

const U1 = '6f1c2a5e-1111-4222-8333-9a0b1c2d3e4f';
const U2 = '6f1c2a5e-1111-4222-8333-9a0b1c2d3e50';
const M1 = '8c:16:45:00:00:01';
const M2 = '8c:16:45:00:00:02';

describe('whose answers they are', () => {
  it('tells machines apart that were cloned with their agent', () => {
    const found = partition([
      answer('a', { uuid: U1, name: 'one', macs: [M1] }),
      answer('b', { uuid: U2, name: 'two', macs: [M2] }),
    ]);
    expect(found.map(({ kind, files }) => [kind, files])).toEqual([
      ['new', ['a']],
      ['new', ['b']],
    ]);
  });

  it('takes answers of several agents on one machine together, the newest last', () => {
    const [one, ...rest] = partition([
      answer('new', { serial: 'WPX1', deviceId: 'wp-2026-03-01-08-00-00' }),
      answer('old', { serial: 'WPX1', deviceId: 'wp-2026-01-01-08-00-00' }),
    ]);
    expect(rest).toEqual([]);
    expect(one?.files).toEqual(['old', 'new']);
  });

  it('goes by the date of the look before that of the agent', () => {
    const [one] = resolveDevices(
      [
        answer('a', { serial: 'WPX1', deviceId: 'wp-2020-01-01-08-00-00', logdate: '2026-05-04 08:00:00' }),
        answer('b', { serial: 'WPX1', deviceId: 'wp-2026-03-01-08-00-00', logdate: '2026-05-03 08:00:00' }),
      ],
      createKnownConfigItems([]),
    );
    if (one === undefined) throw new Error('no device');
    expect(foldAnswers(one.answers)).toMatchObject({ file: 'a', with: ['b'] });
  });

  it('gives a second device another id when what its id would be made of is taken', () => {
    const found = partition([
      answer('host', { serial: 'SRV1', uuid: U1, name: 'host', vmsystem: 'Physical' }),
      answer('box', { serial: 'SRV1', uuid: U2, name: 'box', vmsystem: 'lxc' }),
    ]);
    expect(new Set(found.map((one) => ('id' in one ? one.id : null))).size).toBe(2);
  });

  it('finds an item again whose serial was corrected by hand', () => {
    const known = createKnownConfigItems([]);
    const [first] = partition([answer('a', { serial: 'WPX1', name: 'wp-1' })], known);
    if (first?.kind !== 'new') throw new Error('not new');
    const item = known.get(first.id);
    if (item === null) throw new Error('not noted');
    // What an older version wrote says nothing of the serial that was reported.
    known.note({ ...item, serial: 'WPX-0001', extra: {} });
    expect(partition([answer('a', { serial: 'WPX1', name: 'wp-1' })], known)).toMatchObject([
      { kind: 'known', id: first.id },
    ]);
  });

  it('has no device for a partial inventory of one that nobody knows, and one for it when its full one is there', () => {
    const part = answer('1-part', { serial: 'WPX1', partial: true });
    expect(partition([part])).toMatchObject([{ kind: 'unknown' }]);
    expect(partition([part, answer('2-full', { serial: 'WPX1' })])).toMatchObject([
      { kind: 'new', files: ['1-part', '2-full'] },
    ]);
  });

  const told: fc.Arbitrary<Told> = fc.record({
    serial: fc.constantFrom(null, 'WPX1', 'WPX2'),
    uuid: fc.constantFrom(null, U1, U2),
    macs: fc.subarray([M1, M2]),
    name: fc.constantFrom('one', 'two'),
    vmsystem: fc.constantFrom(null, 'Physical', 'VMware'),
    deviceId: fc.constantFrom('agent', 'one-2026-03-01-08-00-00'),
    partial: fc.boolean(),
  });
  const files = fc
    .array(told, { maxLength: 6 })
    .map((all) => all.map((one, index) => answer(`file-${index}`, one)));

  it('does not depend on the order of the files', () => {
    fc.assert(
      fc.property(
        files.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(partition(shuffled)).toEqual(partition(all));
        },
      ),
    );
  });

  /**
   * Of two machines, each answer telling a part of what its machine is. Answers that contradict each other can make a device another one step by
   * step, until the first of them is about none that is known: as it has to be, where only one sign of three is left.
   */
  const machines: readonly Told[] = [
    { serial: 'WPX1', uuid: U1, macs: [M1], name: 'one' },
    { serial: 'WPX2', uuid: U2, macs: [M2], name: 'two', vmsystem: 'VMware' },
  ];
  const part = fc.record({
    machine: fc.constantFrom(...machines),
    hides: fc.subarray(['serial', 'uuid', 'macs'] as const),
    deviceId: fc.constantFrom('agent', 'one-2026-03-01-08-00-00'),
    partial: fc.boolean(),
  });
  const looks = fc.array(part, { maxLength: 6 }).map((all) =>
    all.map(({ machine, hides, ...rest }, index) => {
      const hidden = Object.fromEntries(hides.map((name) => [name, undefined]));
      return answer(`file-${index}`, { ...machine, ...hidden, ...rest });
    }),
  );

  it('makes no device of what made one before', () => {
    fc.assert(
      fc.property(looks, (all) => {
        const known = createKnownConfigItems([]);
        partition(all, known);
        expect(partition(all, known).filter(({ kind }) => kind === 'new')).toEqual([]);
      }),
    );
  });
});
