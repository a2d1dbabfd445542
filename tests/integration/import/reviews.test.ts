import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportRun, ReviewRow } from '#contracts/imports.ts';
import type { CommandInput } from '#contracts/registry.ts';
import type { Role } from '#domain/records/common.ts';
import { type Host, openHost } from '#main/host/host.ts';
import { actAs, command, data, query, refusal } from '../host/support/test-host.ts';
import { type ImportBench, notebook, openImportBench } from './import-host.ts';

/** The board of the notebook in another case: what is on the board speaks for it, the number on the case against. */
const inOtherCase = (content: object = {}): object =>
  notebook({
    bios: { ssn: 'WPX18', smanufacturer: 'Acme', smodel: 'Light 14', assettag: null },
    softwares: [{ name: 'Viewer', version: '2' }],
    monitors: [],
    ...content,
  });

describe('devices that an import could not tell', () => {
  let bench: ImportBench;
  beforeEach(async () => {
    bench = await openImportBench();
  });
  afterEach(() => bench.close());

  const glpi = async (content: object, name = 'device.json') =>
    bench.run([await bench.file(name, content)], { format: 'glpi' });
  const decide = async (input: CommandInput<'imports.decide'>) =>
    data(command(bench.host, 'imports.decide', input));
  const reviews = async (openOnly = true): Promise<readonly ReviewRow[]> =>
    (await data(query(bench.host, 'imports.reviews', { openOnly }))).rows;
  const runs = async (): Promise<readonly ImportRun[]> =>
    (await data(query(bench.host, 'imports.list', {}))).rows;
  const serials = async () =>
    (await bench.all('configItems'))
      .filter(({ ciClass, active }) => ciClass === 'notebook' && active)
      .map(({ serial }) => serial)
      .sort();
  const as = (role: Role, host: Host = bench.host) =>
    actAs(host, { personId: `person-${role}`, roles: [role] });

  /** A notebook is known, and an answer came that may be it or another one. */
  const undecided = async (): Promise<ReviewRow> => {
    await glpi(notebook());
    const report = await glpi(inOtherCase(), 'other-case.json');
    expect(report).toMatchObject({ created: 0, updated: 0, ambiguous: 1 });
    await as('team-lead');
    const [row] = await reviews();
    if (row === undefined) throw new Error('nothing waits');
    return row;
  };

  it('wait with the evidence of the table, and nothing of them is written', async () => {
    const row = await undecided();
    expect(row).toMatchObject({
      ...{ isOpen: true, hasAnswer: true, file: 'other-case.json', itemId: null },
      device: { name: 'WP-17', serial: 'WPX18' },
    });
    expect(row.candidates).toMatchObject([
      {
        item: { name: 'WP-17' },
        verdict: 'undecided',
        for: expect.arrayContaining([expect.objectContaining({ kind: 'uuid', weight: 2 })]),
        against: [expect.objectContaining({ kind: 'serial', weight: 4, ours: 'WPX18', theirs: 'WPX17' })],
      },
    ]);
    expect(await serials()).toEqual(['WPX17']);
    // Asked again it is the same question.
    await glpi(inOtherCase({ softwares: [] }), 'again.json');
    expect(await reviews()).toHaveLength(1);
  });

  it('go in as the item that somebody says, and the next inventory follows without asking', async () => {
    const row = await undecided();
    const [candidate] = row.candidates;
    const { report } = await decide({ id: row.id, decision: { kind: 'same', itemId: candidate?.id ?? '' } });
    expect(report).toMatchObject({ ambiguous: 0, errors: [] });
    expect(await serials()).toEqual(['WPX18']);
    expect((await bench.all('inventories'))[0]?.sections.softwares).toEqual([
      { name: 'Viewer', version: '2' },
    ]);
    expect(await reviews()).toEqual([]);
    expect(await reviews(false)).toMatchObject([
      { itemId: candidate?.id, by: 'person-team-lead', isOpen: false },
    ]);
    const next = await glpi(inOtherCase({ softwares: [{ name: 'Editor' }] }), 'next.json');
    expect(next).toMatchObject({ ambiguous: 0, created: 0 });
    expect(await serials()).toEqual(['WPX18']);
  });

  it.each(['new', 'separate'] as const)('become an item of their own (%s), and stay it', async (kind) => {
    const row = await undecided();
    const itemId = row.candidates[0]?.id ?? '';
    const decision = kind === 'new' ? { kind } : { kind, itemId };
    const { report } = await decide({ id: row.id, decision });
    expect(report).toMatchObject({ ambiguous: 0, errors: [] });
    expect(await serials()).toEqual(['WPX17', 'WPX18']);
    for (const again of [inOtherCase({ softwares: [] }), notebook({ softwares: [] })]) {
      expect(await glpi(again, 'next.json')).toMatchObject({ ambiguous: 0, created: 0 });
    }
    expect(await serials()).toEqual(['WPX17', 'WPX18']);
    expect(await reviews()).toEqual([]);
  });

  it('wait again when the decision is taken back, and what went in goes out', async () => {
    const row = await undecided();
    await decide({ id: row.id, decision: { kind: 'same', itemId: row.candidates[0]?.id ?? '' } });
    const { undone } = await decide({ id: row.id, decision: { kind: 'open' } });
    expect(undone).toMatchObject({ kept: [] });
    expect(await serials()).toEqual(['WPX17']);
    expect((await bench.all('inventories'))[0]?.sections.softwares).toEqual([
      { name: 'Editor', version: '1', odd_key: true },
    ]);
    expect(await reviews()).toMatchObject([{ id: row.id, isOpen: true, by: null }]);
    // Decided the other way then.
    await decide({ id: row.id, decision: { kind: 'new' } });
    expect(await serials()).toEqual(['WPX17', 'WPX18']);
    expect((await runs()).map(({ format, undoneAt }) => [format, undoneAt !== null])).toEqual([
      ['review', false],
      ['review', true],
      ['glpi', false],
    ]);
  });

  it('are decided by who manages items, and go in where who decides may import', async () => {
    const row = await undecided();
    const decision = { kind: 'new' } as const;
    await as('service-desk');
    expect(await refusal(command(bench.host, 'imports.decide', { id: row.id, decision }))).toMatchObject({
      code: 'forbidden',
    });
    await as('change-manager');
    expect(await decide({ id: row.id, decision })).toEqual({ report: null, undone: null });
    expect(await serials()).toEqual(['WPX17']);
    await glpi(inOtherCase(), 'next.json');
    expect(await serials()).toEqual(['WPX17', 'WPX18']);
  });

  it('stay as they went in where who decides otherwise may undo no import', async () => {
    const row = await undecided();
    await decide({ id: row.id, decision: { kind: 'same', itemId: row.candidates[0]?.id ?? '' } });
    await as('change-manager');
    const error = await refusal(
      command(bench.host, 'imports.decide', { id: row.id, decision: { kind: 'open' } }),
    );
    expect(error).toMatchObject({ code: 'forbidden', details: { command: 'imports.undo' } });
    expect(await serials()).toEqual(['WPX18']);
    expect(await reviews(false)).toMatchObject([{ isOpen: false, by: 'person-team-lead' }]);
  });

  it('are decided on another console, which has the decision alone', async () => {
    const row = await undecided();
    await decide({ id: row.id, decision: { kind: 'same', itemId: row.candidates[0]?.id ?? '' } });
    const brought = { settings: await bench.all('settings'), configItems: await bench.all('configItems') };
    // One at a time: RxDB counts the collections of a process.
    await bench.close();
    bench = await openImportBench();
    for (const collection of ['settings', 'configItems'] as const) {
      await bench.host.context.records.putAll(collection, brought[collection] as never);
    }
    const report = await glpi(inOtherCase({ softwares: [{ name: 'Editor' }] }), 'next.json');
    expect(report).toMatchObject({ ambiguous: 0, errors: [] });
    expect(await serials()).toEqual(['WPX18']);
  });

  it('stay decided for who may not undo what went in by it', async () => {
    const row = await undecided();
    await decide({ id: row.id, decision: { kind: 'new' } });
    await as('change-manager');
    const open = command(bench.host, 'imports.decide', { id: row.id, decision: { kind: 'open' } });
    expect(await refusal(open)).toMatchObject({ code: 'forbidden' });
    expect(await serials()).toEqual(['WPX17', 'WPX18']);
    await as('team-lead');
    expect(await decide({ id: row.id, decision: { kind: 'open' } })).toMatchObject({ undone: { undone: 1 } });
  });

  it('survive a restart', async () => {
    const row = await undecided();
    await bench.host.close();
    const opened = await openHost({ profileDir: `${bench.folder}/profile`, key: 'test' });
    if (!opened.ok) throw new Error(opened.error.reason);
    await as('administrator', opened.value);
    const { report } = await data(
      command(opened.value, 'imports.decide', { id: row.id, decision: { kind: 'new' } }),
    );
    expect(report).toMatchObject({ errors: [] });
    await opened.value.close();
  });

  it('of a table wait, too, and its next import follows', async () => {
    await glpi(notebook());
    const csv = [
      'Name,Serial,UUID,MACs',
      'WP-17,WPX18,6f1c2a5e-1111-4222-8333-9a0b1c2d3e4f,8c:16:45:aa:bb:cc',
    ];
    const map = {
      into: 'configItems',
      columns: { Name: 'name', Serial: 'serial', UUID: 'uuid', MACs: 'macs' },
    };
    const imported = async () =>
      bench.run([await bench.file('t.csv', `${csv.join('\n')}\n`)], {
        format: 'csv',
        map: await bench.file('map.json', map),
      });
    expect(await imported()).toMatchObject({ skipped: 1 });
    await as('team-lead');
    const [row] = await reviews();
    expect(row).toMatchObject({ hasAnswer: false, file: 't.csv', device: { serial: 'WPX18' } });
    expect(await decide({ id: row?.id ?? '', decision: { kind: 'new' } })).toMatchObject({ report: null });
    expect(await imported()).toMatchObject({ created: 1, skipped: 0 });
    expect(await serials()).toContain('WPX17');
  });
});
