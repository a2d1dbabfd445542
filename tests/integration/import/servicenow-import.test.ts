import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { servicenowIds } from '#domain/import/servicenow-replay.ts';
import { actionsOf, eventLog, type ImportBench, openImportBench } from './import-host.ts';

describe('importing an incident log', () => {
  let bench: ImportBench;
  beforeEach(async () => {
    bench = await openImportBench();
  });
  afterEach(() => bench.close());
  const format = 'servicenow-incidents' as const;

  it('makes incidents with everything they name', async () => {
    const report = await bench.run([await bench.file('log.csv', eventLog())], { format });
    expect(report).toMatchObject({ errors: [], updated: 0, skipped: 0 });
    const tickets = await bench.all('tickets');
    expect(tickets.map((ticket) => [ticket.number, ticket.state]).sort()).toEqual([
      ['INC0700001', 'resolved'],
      ['INC0700002', 'new'],
    ]);
    const names = (await bench.all('directory')).map((entry) => entry.name).sort();
    expect(names).toEqual([
      'Caller 1',
      'Group 10',
      'Group 8',
      'Location 4',
      'Opened by 2',
      'Resolved by 9',
      'Resolver 11',
      'Unknown (ServiceNow)',
      'Updated by 3',
    ]);
    const { categories, closureCodes } = bench.host.context.settings.incident();
    expect(categories).toContainEqual({ name: 'Category 5', subcategories: ['Subcategory 6'] });
    expect(closureCodes.map(({ code }) => code)).toContain('code 1');
    expect(bench.host.context.read.search('INC0700001', ['ticket'], 5).rows).toHaveLength(1);
  });

  it('changes nothing when it is imported again', async () => {
    const file = await bench.file('log.csv', eventLog());
    await bench.run([file], { format });
    const before = await bench.all('tickets');
    const again = await bench.run([file], { format });
    expect(again).toMatchObject({ created: 0, updated: 0, skipped: 0, errors: [] });
    expect(await bench.all('tickets')).toEqual(before);
  });

  it('goes on with a longer log, and gives the same as at once', async () => {
    await bench.run([await bench.file('short.csv', eventLog(2))], { format });
    const report = await bench.run([await bench.file('long.csv', eventLog())], { format });
    expect(actionsOf(report)).toContain('updated incident INC0700001');
    const states = (tickets: Awaited<ReturnType<typeof bench.all<'tickets'>>>) =>
      tickets
        .map(({ id, state, reassignmentCount, journal }) => ({
          id,
          state,
          reassignmentCount,
          ids: journal.map((e) => e.id),
        }))
        .sort((left, right) => left.id.localeCompare(right.id));
    const continued = states(await bench.all('tickets'));
    await bench.close();
    bench = await openImportBench();
    await bench.run([await bench.file('log.csv', eventLog())], { format });
    expect(states(await bench.all('tickets'))).toEqual(continued);
  });

  it('leaves an incident alone that somebody worked on', async () => {
    await bench.run([await bench.file('short.csv', eventLog(2))], { format });
    const id = servicenowIds.incident('INC0700001');
    const { records } = bench.host.context;
    await records.change('tickets', id, (ticket) => {
      const [entry] = ticket.journal;
      if (entry === undefined) throw new Error('no journal');
      const note = {
        ...entry,
        id: 'note-1',
        origin: 'console' as const,
        kind: 'work_note' as const,
        text: 'called back',
      };
      return { ok: true, value: { ...ticket, journal: [...ticket.journal, note] } };
    });
    const report = await bench.run([await bench.file('long.csv', eventLog())], { format });
    const incident = report.records.find((record) => record.label === 'INC0700001');
    expect(incident).toMatchObject({ action: 'skipped' });
    expect(incident?.reason).toContain('worked on in Deskhand');
    expect((await records.get('tickets', id))?.state).toBe('new');
  });

  it('writes nothing in a dry run and says what it would do', async () => {
    const file = await bench.file('log.csv', eventLog());
    const dry = await bench.run([file], { format, dryRun: true });
    expect(await bench.all('tickets')).toEqual([]);
    expect(await bench.all('directory')).toEqual([]);
    const real = await bench.run([file], { format });
    expect(actionsOf(dry)).toEqual(actionsOf(real));
  });

  it('imports nothing when one of several files is bad', async () => {
    const good = await bench.file('good.csv', eventLog());
    const bad = await bench.file('bad.csv', eventLog().replace('Awaiting Vendor', 'Dancing'));
    const report = await bench.run([good, bad], { format });
    expect(report.errors).toEqual([
      expect.objectContaining({
        file: bad,
        where: 'line 4',
        message: expect.stringContaining('incident_state is “Dancing”'),
      }),
    ]);
    expect(await bench.all('tickets')).toEqual([]);
    expect(await bench.all('settings')).toEqual([]);
  });

  it('stops before the writing when the caller gives up', async () => {
    const { runImport } = await import('#main/host/import/run-import.ts');
    const files = [await bench.file('log.csv', eventLog())];
    const control = { signal: { aborted: true }, progress: () => {} };
    const report = await runImport(
      bench.host.context,
      { files, format, map: null, skipBadRows: false, dryRun: false },
      control,
    );
    expect(report.errors[0]?.reason).toBe('import.cancelled');
    expect(await bench.all('tickets')).toEqual([]);
  });
});
