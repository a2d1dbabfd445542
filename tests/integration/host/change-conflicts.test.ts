import { beforeAll, describe, expect, it } from 'vitest';
import type { QueryOutput } from '#contracts/registry.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { ConfigItem, Relation } from '#domain/fields/config-items.ts';
import type { PlanningEvent } from '#domain/fields/events.ts';
import { blankBase } from '#domain/journal/journal.ts';
import { host } from './support/incidents-host.ts';
import { actAs, command, data, query, refusal } from './support/test-host.ts';
import { seen, windowOn } from './support/window.ts';

const DAY_MS = 86_400_000;
/** A morning next week, so that free windows are looked for from the plan on. */
const day = new Date(Date.now() + 7 * DAY_MS).toISOString().slice(0, 10);
const at = (time: string): string => `${day}T${time}:00.000Z`;

const manager = () => actAs(host, { roles: ['change-manager'], personId: 'manager-1' });
const item = (name: string): Promise<ConfigItem> =>
  data(command(host, 'configItems.create', { name, ciClass: 'server' }));
const change = (title: string, from: string, to: string, more: object = {}): Promise<Change> =>
  data(command(host, 'changes.create', { title, plannedStartAt: at(from), plannedEndAt: at(to), ...more }));
const event = (type: PlanningEvent['type'], more: object): Promise<PlanningEvent> =>
  data(
    command(host, 'events.create', {
      ...{ type, title: type, startsAt: at('10:00'), endsAt: at('12:00') },
      ...more,
    } as never),
  );
const withdraw = (id: string) => data(command(host, 'events.update', { id, changes: { active: false } }));
const conflicts = (id: string, window?: { readonly startsAt: string; readonly endsAt: string }) =>
  data(query(host, 'changes.conflicts', window === undefined ? { id } : { id, at: window }));
const relate = (fromId: string, toId: string): Promise<unknown> => {
  const relation: Relation = {
    ...blankBase(`${fromId}-${toId}`, at('00:00'), 'manager-1'),
    ...{ kind: 'connected_to', fromId, toId, group: null, minUp: null, label: null, active: true },
    source: 'manual',
  };
  return host.context.records.putAll('relations', [relation]);
};

beforeAll(manager);

describe('the conflicts of a change', () => {
  it('are those with changes of the same and of related items, and where it would be free', async () => {
    const [server, rack, other] = [await item('SRV-A'), await item('RACK-A'), await item('SRV-B')];
    await relate(server.id, rack.id);
    await relate(other.id, rack.id);
    const mine = await change('Update A', '10:00', '11:00', { ciId: server.id });
    const same = await change('Replace A', '10:30', '12:00', { ciId: server.id });
    const near = await change('Update B', '11:30', '13:00', { ciId: other.id });
    const found = await conflicts(mine.id);
    expect(found).toEqual({
      planned: { startsAt: at('10:00'), endsAt: at('11:00') },
      rows: [
        {
          ...{ kind: 'same_item', collection: 'tickets', id: same.id, number: same.number },
          ...{ title: 'Replace A', ciNames: ['SRV-A'], assigneeName: null },
          ...{ startsAt: at('10:30'), endsAt: at('12:00') },
          clears: { startsAt: at('12:00'), endsAt: at('13:00') },
        },
      ],
      total: 1,
      nextFree: { startsAt: at('13:00'), endsAt: at('14:00') },
      asksAgain: false,
    });
    // As it would be where it is dragged to.
    const moved = await conflicts(mine.id, { startsAt: at('12:00'), endsAt: at('13:00') });
    expect(moved.rows).toMatchObject([{ kind: 'related_item', id: near.id, ciNames: ['SRV-B'] }]);
    expect((await conflicts(near.id)).rows.map(({ id }) => id)).toEqual([same.id]);
    await data(command(host, 'changes.step', { id: same.id, to: 'cancelled', note: 'Not needed' }));
    expect((await conflicts(mine.id)).rows).toEqual([]);
    expect(await conflicts(same.id)).toEqual({
      ...{ planned: null, rows: [], total: 0, nextFree: null },
      asksAgain: false,
    });
  });

  it('are those with blackouts of places above its item, and with being outside of windows', async () => {
    const places = (await data(query(host, 'directory.places', { text: '' }))).rows;
    const room = places.find(({ parentId }) => parentId !== null);
    if (room === undefined || room.parentId === null) throw new Error('there is no room');
    const server = await item('SRV-C');
    await data(command(host, 'configItems.update', { id: server.id, changes: { placeId: room.id } }));
    const mine = await change('Update C', '09:00', '11:00', { ciId: server.id });
    const blackout = await event('blackout', { placeIds: [room.parentId], title: 'Audit' });
    const window = await event('maintenance_window', { ciIds: [server.id], endsAt: at('18:00') });
    const found = await conflicts(mine.id);
    expect(found.rows.map(({ kind, id, ciNames }) => [kind, id, ciNames])).toEqual([
      ['blackout', blackout.id, []],
      ['outside_window', window.id, ['SRV-C']],
    ]);
    expect(found.nextFree).toEqual({ startsAt: at('12:00'), endsAt: at('14:00') });
    const { nextFree } = found;
    if (nextFree === null) throw new Error('no window is free');
    await data(
      command(host, 'changes.update', {
        id: mine.id,
        changes: { plannedStartAt: nextFree.startsAt, plannedEndAt: nextFree.endsAt },
      }),
    );
    expect((await conflicts(mine.id)).rows).toEqual([]);
    // One act, taken back as one.
    await data(command(host, 'acts.undo', {}));
    expect((await conflicts(mine.id)).total).toBe(2);
    await withdraw(blackout.id);
    await withdraw(window.id);
    expect((await conflicts(mine.id)).rows).toEqual([]);
  });

  it('are none with a change whose work is over, though its window is not', async () => {
    const server = await item('SRV-R');
    const mine = await change('Update R', '10:00', '11:00', { ciId: server.id });
    const over = await change('Replace R', '10:00', '12:00', { ciId: server.id, changeType: 'emergency' });
    expect((await conflicts(mine.id)).total).toBe(1);
    const scope = { startsAt: at('10:00'), endsAt: at('11:00'), ciIds: [server.id] };
    const stopped = async () =>
      (await data(query(host, 'changes.stoppedBy', { ...scope, serviceIds: [], placeIds: [] }))).rows.map(
        ({ id }) => id,
      );
    expect(await stopped()).toEqual([mine.id, over.id].sort());
    // As it is once it was carried out before its time.
    await host.context.records.putAll('tickets', [{ ...over, state: 'review', outcome: 'successful' }]);
    expect(await conflicts(mine.id)).toMatchObject({ total: 0 });
    expect(await conflicts(over.id)).toMatchObject({ planned: null, rows: [], total: 0, nextFree: null });
    expect(await stopped()).toEqual([mine.id]);
  });

  it('tell that what is approved has to be approved again in another window', async () => {
    const plans = { implementationPlan: 'Replace it.', backoutPlan: 'Put it back.' };
    const { id } = await change('Update the gateway', '20:00', '21:00', plans);
    const here = { startsAt: at('20:00'), endsAt: at('21:00') };
    const there = { startsAt: at('22:00'), endsAt: at('23:00') };
    await data(command(host, 'changes.step', { id, to: 'assess' }));
    await data(command(host, 'changes.step', { id, to: 'authorize' }));
    // Nobody has agreed to anything yet.
    expect((await conflicts(id, there)).asksAgain).toBe(false);
    await actAs(host, { roles: ['change-manager'], personId: 'manager-2' });
    await data(command(host, 'changes.vote', { id, decision: 'approve' }));
    await manager();
    expect((await conflicts(id)).asksAgain).toBe(false);
    expect((await conflicts(id, here)).asksAgain).toBe(false);
    expect((await conflicts(id, there)).asksAgain).toBe(true);
  });

  it('are told anew when another change arrives', async () => {
    const server = await item('SRV-D');
    const mine = await change('Update D', '10:00', '11:00', { ciId: server.id });
    const { client, close } = windowOn(host);
    const shown = seen<QueryOutput<'changes.conflicts'>>();
    client.live('changes.conflicts', { id: mine.id }, shown.listener);
    expect((await shown.until(() => true)).total).toBe(0);
    // As the sync writes what came.
    const arrived = { ...mine, id: 'change-arrived', number: 'CHG-XXX-0001', title: 'From elsewhere' };
    await host.context.records.putAll('tickets', [arrived]);
    const [row] = (await shown.until(({ total }) => total > 0)).rows;
    expect(row).toMatchObject({ kind: 'same_item', id: 'change-arrived', title: 'From elsewhere' });
    close();
  });
});

describe('maintenance windows and blackouts', () => {
  it('are made, edited and withdrawn; blackouts by those who answer for changes', async () => {
    await actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
    const refused = await refusal(
      command(host, 'events.create', { type: 'blackout', title: 'x', startsAt: at('10:00') }),
    );
    expect(refused.reason).toBe('role.command');
    const window = await event('maintenance_window', {
      serviceIds: ['service-mail'],
      endsAt: null,
      weekly: {
        weekdays: ['sun'],
        from: '22:00',
        to: '02:00',
        zone: 'Europe/Berlin',
      },
    });
    await manager();
    const blackout = await event('blackout', { endsAt: null });
    const listed = async (over: boolean) =>
      (await data(query(host, 'events.list', { over }))).rows.map(({ id }) => id);
    expect(await listed(false)).toEqual(expect.arrayContaining([window.id, blackout.id]));
    await withdraw(blackout.id);
    expect(await listed(false)).not.toContain(blackout.id);
    expect(await listed(true)).toContain(blackout.id);
    await actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
    const edited = await refusal(
      command(host, 'events.update', { id: blackout.id, changes: { active: true } }),
    );
    expect(edited.reason).toBe('role.command');
    await manager();
  });

  it.each([
    ['that ends before it begins', { endsAt: at('09:00'), ciIds: [] }, 'window.reversed'],
    ['for nothing', { ciIds: [] }, 'window.for_nothing'],
    ['without end that is not of each week', { endsAt: null, serviceIds: ['service-mail'] }, 'field.missing'],
    [
      'of a zone that nobody knows',
      {
        serviceIds: ['service-mail'],
        weekly: { weekdays: ['sun'], from: '22:00', to: '02:00', zone: 'Mars/Base' },
      },
      'calendar.zone',
    ],
    [
      'of no hours',
      {
        serviceIds: ['service-mail'],
        weekly: { weekdays: ['sun'], from: '22:00', to: '22:00', zone: 'Europe/Berlin' },
      },
      'calendar.slot',
    ],
    ['of an item that is not here', { ciIds: ['nowhere'] }, 'reference.missing'],
  ])('a maintenance window %s is refused', async (_name, more, reason) => {
    const input = { type: 'maintenance_window', title: 'w', startsAt: at('10:00'), endsAt: at('12:00') };
    const refused = await refusal(command(host, 'events.create', { ...input, ...more } as never));
    expect(refused.reason).toBe(reason);
  });
});

describe('the calendar', () => {
  it('has changes, windows each time they hold, blackouts, announcements and orders', async () => {
    const from = new Date(Date.now() - 10 * DAY_MS).toISOString();
    const to = new Date(Date.now() + 30 * DAY_MS).toISOString();
    const calendar = (teamIds: string[] = []) => data(query(host, 'events.calendar', { from, to, teamIds }));
    const mine = await change('In the calendar', '20:00', '21:00', { teamId: 'team-a' });
    const { rows, capped } = await calendar();
    expect(capped).toEqual([]);
    expect(rows.find(({ id }) => id === mine.id)).toEqual({
      ...{ kind: 'change', id: mine.id, number: mine.number, title: mine.title, state: 'new' },
      ...{ startsAt: at('20:00'), endsAt: at('21:00'), teamId: 'team-a', teamName: 'team-a', stamp: null },
    });
    expect(rows.filter(({ id }) => id === 'maintenance-window-erp').length).toBeGreaterThanOrEqual(10);
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(
      new Set(['change', 'maintenance_window', 'blackout', 'announcement', 'order']),
    );
    // Cancelled in the first test.
    expect(rows.map(({ title }) => title)).not.toContain('Replace A');
    const ofTeam = (await calendar(['team-a'])).rows.filter(({ kind }) => kind === 'change');
    expect(ofTeam.map(({ id }) => id)).toEqual([mine.id]);
  });
});
