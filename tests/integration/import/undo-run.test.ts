import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportRun } from '#contracts/imports.ts';
import { applyChanges } from '#domain/journal/journal.ts';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import type { Role } from '#domain/records/common.ts';
import { json, write } from '../../unit/domain/permissions/writes.ts';
import { actAs, command, data, NO_CONTROL, query, refusal } from '../host/support/test-host.ts';
import { eventLog, type ImportBench, notebook, openImportBench } from './import-host.ts';

const PEOPLE = {
  into: 'people',
  columns: { Login: 'login', Name: 'name', Job: 'jobTitle', Room: 'place' },
};

describe('undoing one whole import', () => {
  let bench: ImportBench;
  beforeEach(async () => {
    bench = await openImportBench();
  });
  afterEach(() => bench.close());

  const as = (role: Role) => actAs(bench.host, { personId: `person-${role}`, roles: [role] });
  const glpi = async (content: object) =>
    bench.run([await bench.file('device.json', content)], { format: 'glpi' });
  const people = async (...rows: readonly string[]) =>
    bench.run([await bench.file('people.csv', `Login,Name,Job,Room\n${rows.join('\n')}\n`)], {
      format: 'csv',
      map: await bench.file('map.json', PEOPLE),
    });
  const runs = async (): Promise<readonly ImportRun[]> =>
    (await data(query(bench.host, 'imports.list', {}))).rows;
  const undo = (id: string) => data(command(bench.host, 'imports.undo', { id }));
  const undoLast = async () => undo((await runs())[0]?.id ?? '');
  const item = async (name: string) => {
    const found = (await bench.all('configItems')).find((one) => one.name === name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };
  const snapshot = async () => {
    const all = new Map<string, { readonly collection: CollectionName; readonly record: object }>();
    for (const collection of COLLECTIONS)
      for (const record of await bench.all(collection))
        all.set(`${collection}/${record.id}`, { collection, record });
    return all;
  };

  it('names each import, and takes what it made out of operation', async () => {
    await as('team-lead');
    const report = await glpi(notebook());
    expect(await runs()).toMatchObject([
      {
        ...{ id: report.run, by: 'person-team-lead', format: 'glpi', files: ['device.json'], undoneAt: null },
        counts: { created: 4, updated: 0, skipped: 0 },
      },
    ]);
    expect(await undoLast()).toMatchObject({ undone: 3, kept: [] });
    expect(await item('WP-17')).toMatchObject({ active: false, status: 'out_of_operation' });
    expect((await bench.all('relations')).map(({ active }) => active)).toEqual([false]);
    expect(await runs()).toMatchObject([{ undoneBy: 'person-team-lead' }]);
    expect(await refusal(command(bench.host, 'imports.undo', { id: report.run ?? '' }))).toMatchObject({
      reason: 'import.undone_already',
    });
  });

  it('brings back what an undone import had made when it comes again', async () => {
    await glpi(notebook());
    await as('administrator');
    await undoLast();
    expect(await glpi(notebook())).toMatchObject({ created: 0, errors: [] });
    expect(await item('WP-17')).toMatchObject({ active: true, status: 'in_operation', retiredAt: null });
    expect(await item('Acme U24')).toMatchObject({ active: true });
    expect((await bench.all('relations')).map(({ active }) => active)).toEqual([true]);
    await undoLast();
    expect(await item('WP-17')).toMatchObject({ active: false });
  });

  it('sets back what it changed, and keeps what somebody has changed since', async () => {
    await glpi(notebook());
    await as('team-lead');
    await glpi(
      notebook({
        hardware: { name: 'WP-17', uuid: '6f1c2a5e-1111-4222-8333-9a0b1c2d3e4f', memory: 32_000 },
        bios: { ssn: 'WPX17', smanufacturer: 'Apex', smodel: 'Light 15', assettag: 'T-0017' },
        softwares: [{ name: 'Editor', version: '2' }],
      }),
    );
    const { id } = await item('WP-17');
    await data(command(bench.host, 'configItems.update', { id, changes: { model: 'Light 16' } }));
    const { kept, names } = await undoLast();
    expect(kept).toEqual([
      { collection: 'configItems', id, label: 'WP-17', field: 'model', by: 'person-team-lead' },
    ]);
    expect(names).toBeDefined();
    expect(await item('WP-17')).toMatchObject({
      ...{ model: 'Light 16', manufacturer: 'Acme', active: true },
      hardware: { memoryMb: 16_000 },
    });
    expect((await bench.all('inventories'))[0]?.sections.softwares).toEqual([
      { name: 'Editor', version: '1', odd_key: true },
    ]);
  });

  it('keeps what it made where somebody has worked on it since, sections that were reported anew too', async () => {
    await glpi(notebook());
    await as('team-lead');
    const { id } = await item('WP-17');
    await data(command(bench.host, 'configItems.update', { id, changes: { notes: 'Mine now' } }));
    await glpi(notebook({ softwares: [{ name: 'Viewer' }] }));
    const [, first] = await runs();
    const { kept } = await undo(first?.id ?? '');
    expect(kept).toMatchObject([{ label: 'WP-17', field: null, by: 'person-team-lead' }]);
    expect(await item('WP-17')).toMatchObject({ active: true, softwareCount: 1 });
    expect((await bench.all('inventories'))[0]?.sections.softwares).toEqual([{ name: 'Viewer' }]);
  });

  it('undoes people and places of a table, and a person who was changed goes back', async () => {
    await people('ann,Ann Ash,Clerk,Room 1');
    await as('administrator');
    await people('ann,Ann Ash,Lead,Room 1', 'bob,Bob Birk,Clerk,Room 2');
    expect(await undoLast()).toMatchObject({ undone: 3, keptTotal: 0 });
    const directory = await bench.all('directory');
    expect(directory.find(({ name }) => name === 'Ann Ash')).toMatchObject({
      jobTitle: 'Clerk',
      active: true,
    });
    expect(directory.find(({ name }) => name === 'Bob Birk')).toMatchObject({ active: false });
    expect(directory.find(({ name }) => name === 'Room 2')).toMatchObject({ active: false });
  });

  it('takes what was made out of operation also where a later import changed it and was undone first', async () => {
    await people('ann,Ann Ash,Clerk,Room 1', 'bob,Bob Birk,Clerk,Room 1');
    await as('administrator');
    await people('ann,Ann Ash,Lead,Room 1', 'bob,Bob Birk,Lead,Room 1');
    const [second, first] = await runs();
    const named = async (name: string) => (await bench.all('directory')).find((one) => one.name === name);
    const bob = (await named('Bob Birk'))?.id ?? '';
    await data(command(bench.host, 'imports.undo', { id: second?.id ?? '' }));
    await bench.host.context.records.change('directory', bob, (person) => ({
      ok: true,
      value: applyChanges(person, { name: 'Bob Birch' }, bench.host.context.env()),
    }));
    expect(await undo(first?.id ?? '')).toMatchObject({ kept: [{ label: 'Bob Birch', field: null }] });
    expect(await named('Ann Ash')).toMatchObject({ jobTitle: 'Clerk', active: false });
    expect(await named('Bob Birch')).toMatchObject({ active: true });
  });

  it('cancels incidents that a log made, and leaves its settings', async () => {
    await bench.run([await bench.file('log.csv', eventLog())], { format: 'servicenow-incidents' });
    await as('administrator');
    const { kept } = await undoLast();
    expect((await bench.all('tickets')).map(({ state, active }) => [state, active])).toEqual([
      ['cancelled', false],
      ['cancelled', false],
    ]);
    expect(new Set(kept.map(({ collection }) => collection))).toEqual(new Set(['settings']));
  });

  it.each(['team-lead', 'administrator'] as const)('writes what the server takes of a %s', async (role) => {
    await glpi(notebook());
    await people('ann,Ann Ash,Clerk,Room 1');
    await as(role);
    const before = await snapshot();
    await glpi(notebook({ softwares: [], bios: { ssn: 'WPX17', smodel: 'Light 15' } }));
    await people('ann,Ann Ash,Lead,Room 1', 'bob,Bob Birk,Clerk,Room 2');
    await bench.run([await bench.file('log.csv', eventLog())], { format: 'servicenow-incidents' });
    const between = await snapshot();
    for (const { id } of await runs()) await undo(id);
    const after = await snapshot();
    for (const [one, other] of [
      [before, between],
      [between, after],
    ] as const) {
      for (const [key, { collection, record }] of other) {
        const stored = one.get(key)?.record ?? null;
        if (JSON.stringify(stored) === JSON.stringify(record)) continue;
        // Settings of a log are the administrators' to bring.
        if (collection === 'settings' && role !== 'administrator') continue;
        const verdict = write(collection, json(stored), json(record), [role], `person-${role}`);
        expect(verdict, `${key} ${JSON.stringify(verdict)}`).toMatchObject({ ok: true });
      }
    }
  });

  it('is only for those who may import', async () => {
    await glpi(notebook());
    const [run] = await (async () => {
      await as('team-lead');
      return runs();
    })();
    for (const role of ['service-desk', 'field', 'change-manager'] as const) {
      await as(role);
      expect(await refusal(command(bench.host, 'imports.undo', { id: run?.id ?? '' }))).toMatchObject({
        code: 'forbidden',
      });
    }
  });

  it('can be stopped while it writes; what was written has a name and goes, and importing again completes it', async () => {
    const rows = Array.from({ length: 1_200 }, (_, index) => `p${index},Person ${index},Clerk,Room 1`);
    const signal = { aborted: false };
    const file = await bench.file('people.csv', `Login,Name,Job,Room\n${rows.join('\n')}\n`);
    const map = await bench.file('map.json', PEOPLE);
    await as('administrator');
    const { runImport } = await import('#main/host/import/run-import.ts');
    const request = { files: [file], format: 'csv', map, skipBadRows: false, dryRun: false } as const;
    const report = await runImport(bench.host.context, request, {
      signal,
      progress: (_done, _total, text) => {
        if (text.includes('writing')) signal.aborted = true;
      },
    });
    expect(report.errors).toMatchObject([{ reason: 'import.cut', details: { done: 50, total: 1_201 } }]);
    expect(await bench.all('directory')).toHaveLength(50);
    expect(await runImport(bench.host.context, request, NO_CONTROL)).toMatchObject({ errors: [] });
    expect(await bench.all('directory')).toHaveLength(1_201);
    const [second, first] = await runs();
    expect(await undo(first?.id ?? '')).toMatchObject({ undone: 50 });
    expect(await undo(second?.id ?? '')).toMatchObject({ undone: 1_151 });
    expect((await bench.all('directory')).filter(({ active }) => active)).toEqual([]);
  });
});
