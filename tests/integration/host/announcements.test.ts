import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { CommandInput, QueryInput, QueryOutput } from '#contracts/registry.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { ConfigItem, Relation } from '#domain/fields/config-items.ts';
import type { Announcement } from '#domain/fields/events.ts';
import { blankBase, newRecordBase } from '#domain/journal/journal.ts';
import { personalId } from '#domain/personal/personal.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, command, data, fillWithSamples, query, refusal } from './support/test-host.ts';
import { seen, windowOn } from './support/window.ts';

let host: Host;
const { reopen: reopenHost } = hostForAll(async (opened) => {
  host = opened;
  await fillWithSamples(host, { tickets: 60 });
});

const HOUR_MS = 3_600_000;
const hours = (n: number): string => new Date(Date.now() + n * HOUR_MS).toISOString();

const desk = () => actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
const announce = (more: Partial<CommandInput<'announcements.create'>> = {}): Promise<Announcement> =>
  data(command(host, 'announcements.create', { title: 'No mail', startsAt: hours(-1), ...more }));
const current = async () => (await data(query(host, 'announcements.current', {}))).rows;
const titles = async () => (await current()).map(({ row }) => row.title);
const concerning = async (input: Partial<QueryInput<'announcements.concerning'>>) =>
  (await data(query(host, 'announcements.concerning', { personId: null, ...input }))).rows;
const withdrawAll = async (): Promise<void> => {
  for (const list of ['current', 'planned'] as const) {
    const { rows } = await data(query(host, 'announcements.list', { list }));
    for (const { id } of rows) {
      await data(command(host, 'announcements.update', { id, changes: { active: false } }));
    }
  }
};

/** Somebody with a place and a device. */
const someone = async (): Promise<{
  readonly personId: string;
  readonly placeId: string;
  readonly ciId: string;
}> => {
  const people = await host.context.database.collections.directory
    .find({ selector: { type: 'person', active: true } })
    .exec();
  for (const person of people) {
    const { placeId } = person.toMutableJSON() as { placeId: string | null };
    const [device] = host.context.read.cisOfUser(person.id, 1).rows;
    if (placeId !== null && device !== undefined) return { personId: person.id, placeId, ciId: device.id };
  }
  throw new Error('nobody of the sample company has a place and a device');
};

beforeAll(desk);

describe('announcements', () => {
  /** As consoles of before wrote them. */
  const stored = (id: string, startsAt: string, endsAt: string | null, active = true): Announcement =>
    ({
      ...newRecordBase(host.context.env(), { id }),
      ...{ type: 'announcement', title: id, body: '', severity: 'info', startsAt, endsAt },
      ...{ ticketId: null, ciIds: [], active },
    }) as unknown as Announcement;

  it('are shown while they hold, in the list that they belong to', async () => {
    await withdrawAll();
    await host.context.records.putAll('events', [
      stored('now', hours(-1), hours(1)),
      stored('without-end', hours(-2), null),
      stored('over', hours(-3), hours(-1)),
      stored('to-come', hours(1), hours(2)),
      stored('withdrawn', hours(-1), hours(1), false),
      // Many that are over must not crowd out one that holds.
      ...Array.from({ length: 30 }, (_, i) => stored(`past-${i}`, hours(-1 - i / 100), hours(-0.5))),
    ]);
    expect(await titles()).toEqual(['now', 'without-end']);
    const idsIn = async (list: 'planned' | 'past') =>
      (await data(query(host, 'announcements.list', { list }))).rows.map(({ id }) => id);
    expect(await idsIn('planned')).toEqual(['to-come']);
    expect(await idsIn('past')).toEqual(expect.arrayContaining(['over', 'withdrawn', 'past-0']));
  });

  it('come up on time in a window that is open, though nothing is written', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: Date.now() });
    host = await reopenHost();
    await desk();
    await withdrawAll();
    const startsAt = new Date(Date.now() + 30_000).toISOString();
    const endsAt = new Date(Date.now() + 90_000).toISOString();
    await host.context.records.putAll('events', [stored('soon', startsAt, endsAt)]);
    const { client, close } = windowOn(host);
    const shown = seen<QueryOutput<'announcements.current'>>();
    client.live('announcements.current', {}, shown.listener);
    expect((await shown.until(() => true)).rows).toEqual([]);
    vi.advanceTimersByTime(60_000);
    expect((await shown.until(({ rows }) => rows[0]?.row.id === 'soon')).rows).toHaveLength(1);
    vi.advanceTimersByTime(60_000);
    expect((await shown.until(({ rows }) => rows.length === 0)).rows).toEqual([]);
    close();
    host = await reopenHost(() => vi.useRealTimers());
    await desk();
  });

  it('concern the desk whatever they name, others by their place, device or team', async () => {
    await withdrawAll();
    const { personId, placeId, ciId } = await someone();
    await announce({ title: 'place', placeIds: [placeId] });
    await announce({ title: 'device', ciIds: [ciId], severity: 'outage' });
    await announce({ title: 'elsewhere', placeIds: [(await someoneElse(placeId)).placeId] });
    expect(new Set(await titles())).toEqual(new Set(['place', 'device', 'elsewhere']));
    await actAs(host, { roles: ['field'], personId });
    const mine = await current();
    // The gravest first.
    expect(mine.map(({ row, because }) => [row.title, because])).toEqual([
      ['device', 'device'],
      ['place', 'place'],
    ]);
    await desk();
    const rows = await concerning({ personId });
    expect(rows.map(({ row }) => row.title)).toEqual(['device', 'place']);
    expect(await concerning({ personId: null, ciIds: [ciId] })).toMatchObject([{ because: 'device' }]);
  });

  const someoneElse = async (except: string): Promise<{ readonly placeId: string }> => {
    const above = new Set(host.context.read.placesAbove([except]));
    const place = host.context.read.places('', 50).find(({ id }) => !above.has(id));
    if (place === undefined) throw new Error('there is one place only');
    return { placeId: place.id };
  };

  it('are put away by each person for all of their devices, and come back with an update or when they get graver', async () => {
    await withdrawAll();
    const made = await announce({ severity: 'warning' });
    const isSeen = async () => (await current())[0]?.seen;
    const takeNote = async () => {
      const news = (await current())[0]?.row.news ?? 0;
      await data(command(host, 'announcements.acknowledge', { id: made.id, news }));
    };
    expect(await isSeen()).toBe(false);
    await takeNote();
    expect(await isSeen()).toBe(true);
    await actAs(host, { roles: ['service-desk'], personId: 'desk-2' });
    expect(await isSeen()).toBe(false);
    await desk();
    await data(command(host, 'announcements.tell', { id: made.id, text: 'Until noon.' }));
    expect(await isSeen()).toBe(false);
    await takeNote();
    await data(command(host, 'announcements.update', { id: made.id, changes: { body: 'Words.' } }));
    expect(await isSeen()).toBe(true);
    await data(command(host, 'announcements.update', { id: made.id, changes: { severity: 'outage' } }));
    expect(await isSeen()).toBe(false);
    // What is over leaves no mark behind.
    await takeNote();
    await data(command(host, 'announcements.end', { id: made.id }));
    const other = await announce({ title: 'Other' });
    await data(command(host, 'announcements.acknowledge', { id: other.id, news: 1 }));
    const kept = JSON.stringify(host.context.read.settingOf(personalId('desk-1')));
    expect(kept).toContain(other.id);
    expect(kept).not.toContain(made.id);
  });

  it('show a correction again to those who took note only where whoever corrects it says so', async () => {
    await withdrawAll();
    const made = await announce({ title: 'No mial' });
    const told = await data(command(host, 'announcements.tell', { id: made.id, text: 'Until noon.' }));
    const entryId = told.journal.at(-1)?.id ?? '';
    const takeNote = async () => {
      await actAs(host, { roles: ['field'], personId: 'field-1' });
      const [{ row, seen: isSeen } = { row: null, seen: null }] = await current();
      await data(command(host, 'announcements.acknowledge', { id: made.id, news: row?.news ?? 0 }));
      await desk();
      return isSeen;
    };
    expect(await takeNote()).toBe(false);
    await data(command(host, 'announcements.update', { id: made.id, changes: { title: 'No mail' } }));
    expect(await takeNote()).toBe(true);
    const changes = { title: 'No mail at all' };
    await data(command(host, 'announcements.update', { id: made.id, changes, again: true }));
    expect(await takeNote()).toBe(false);
    const correct = (text: string | null, again = false) =>
      command(host, 'announcements.correct', { id: made.id, entryId, text, again });
    await data(correct('Until two.'));
    expect(await takeNote()).toBe(true);
    await data(correct('Until four.', true));
    expect(await takeNote()).toBe(false);
    await actAs(host, { roles: ['service-desk'], personId: 'desk-2' });
    expect(await refusal(correct('Mine'))).toMatchObject({ reason: 'words.foreign' });
    await desk();
    await data(correct(null));
    expect(await takeNote()).toBe(false);
    const { row, record, names } = await data(query(host, 'announcements.one', { id: made.id }));
    expect(row.updates).toEqual([]);
    expect(record.journal.map(({ kind }) => kind)).toEqual(
      'created comment changed changed comment corrected corrected comment withdrawn comment'.split(' '),
    );
    expect(record.journal.every(({ by }) => by in names || by === 'desk-1')).toBe(true);
  });

  it('name what goes down with their items, and who may leave out some of it', async () => {
    await withdrawAll();
    await actAs(host, { roles: ['change-manager'], personId: 'manager-1' });
    const item = (name: string, ciClass: ConfigItem['ciClass'] = 'server'): Promise<ConfigItem> =>
      data(command(host, 'configItems.create', { name, ciClass }));
    const [node, twin, mail, pc] = [
      await item('NODE-1'),
      await item('NODE-2'),
      await item('MAIL', 'service'),
      await item('PC-1', 'desktop'),
    ];
    const relate = (fromId: string, toId: string, group: string | null = null): Relation => ({
      ...blankBase(`${fromId}-${toId}`, hours(0), 'manager-1'),
      ...{ kind: 'depends_on', fromId, toId, group, minUp: group === null ? null : 1, label: null },
      ...{ active: true, source: 'manual' },
    });
    await host.context.records.putAll('relations', [
      relate(mail.id, node.id, 'nodes'),
      relate(mail.id, twin.id, 'nodes'),
      relate(pc.id, mail.id),
    ]);
    const redundant = await announce({ title: 'One node', ciIds: [node.id] });
    expect(redundant.reachedIds ?? []).toEqual([]);
    const both = await announce({ title: 'Both', ciIds: [node.id, twin.id] });
    expect(both.reachedIds).toEqual([mail.id, pc.id]);
    const [audience] = [
      await data(
        query(host, 'announcements.audience', {
          ...{ ciIds: [node.id, twin.id], placeIds: [], leftOutIds: [pc.id] },
        }),
      ),
    ];
    expect(audience).toMatchObject({ reachedTotal: 1, services: [{ id: mail.id }], isCut: false });
    await data(command(host, 'announcements.update', { id: both.id, changes: { leftOutIds: [pc.id] } }));
    expect(await concerning({ ciIds: [pc.id] })).toEqual([]);
    expect(await concerning({ ciIds: [mail.id] })).toHaveLength(1);
    const fewer = await data(
      command(host, 'announcements.update', { id: both.id, changes: { ciIds: [node.id] } }),
    );
    expect(fewer.reachedIds).toEqual([]);
  });

  it('begin with what a change says, tell that it moved, and follow it', async () => {
    await withdrawAll();
    const change: Change = await data(
      command(host, 'changes.create', {
        ...{ title: 'New firmware', plannedStartAt: hours(24), plannedEndAt: hours(26), hasOutage: true },
      }),
    );
    const { start } = await data(query(host, 'announcements.proposal', { ticketId: change.id }));
    expect(start).toMatchObject({
      ...{ title: 'New firmware', kind: 'planned', severity: 'outage', ticketId: change.id },
      ...{ startsAt: change.plannedStartAt, endsAt: change.plannedEndAt },
    });
    const { id } = await announce(start as CommandInput<'announcements.create'>);
    const told = async () =>
      (await data(query(host, 'announcements.ofTicket', { ticketId: change.id }))).rows;
    expect(await told()).toMatchObject([{ row: { id }, outdated: null }]);
    const later = { plannedStartAt: hours(48), plannedEndAt: hours(49) };
    await data(command(host, 'changes.update', { id: change.id, changes: later }));
    expect(await told()).toMatchObject([{ outdated: { by: 'moved', startsAt: later.plannedStartAt } }]);
    const followed = await data(command(host, 'announcements.follow', { id }));
    expect(followed).toMatchObject({ startsAt: later.plannedStartAt, endsAt: later.plannedEndAt });
    expect(await told()).toMatchObject([{ outdated: null }]);
    await data(
      command(host, 'changes.step', { id: change.id, to: 'cancelled', note: 'Not needed' } as never),
    );
    expect(await told()).toMatchObject([{ outdated: { by: 'cancelled' } }]);
    await data(command(host, 'announcements.follow', { id }));
    expect(await told()).toEqual([]);
  });

  it('are made, changed and ended by those who look after them, and taken note of by all', async () => {
    await desk();
    await withdrawAll();
    const { id } = await announce();
    for (const role of ['field', 'knowledge-manager'] as const) {
      await actAs(host, { roles: [role], personId: 'other-1' });
      const tried = [
        command(host, 'announcements.create', { title: 'A', startsAt: hours(0) }),
        command(host, 'announcements.update', { id, changes: { title: 'B' } }),
        command(host, 'announcements.tell', { id, text: 'C' }),
        command(host, 'announcements.end', { id }),
        command(host, 'announcements.follow', { id }),
      ];
      for (const one of tried) expect((await refusal(one)).code).toBe('forbidden');
      await data(command(host, 'announcements.acknowledge', { id, news: 1 }));
    }
    await desk();
    expect((await refusal(command(host, 'announcements.end', { id: 'nothing' }))).code).toBe('not_found');
    expect((await refusal(announceTo({ placeIds: ['nowhere'] }))).reason).toBe('reference.missing');
  });

  const announceTo = (more: object) =>
    command(host, 'announcements.create', { title: 'A', startsAt: hours(0), ...more });

  it('are taken back and done again as any act is', async () => {
    await desk();
    await withdrawAll();
    const { id } = await announce({ title: 'Before' });
    await data(command(host, 'announcements.update', { id, changes: { title: 'After' } }));
    await data(command(host, 'acts.undo', {}));
    expect(await titles()).toEqual(['Before']);
    await data(command(host, 'acts.redo', {}));
    expect(await titles()).toEqual(['After']);
  });
});
