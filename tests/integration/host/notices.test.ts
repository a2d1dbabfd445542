import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '#domain/fields/base.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { create, host, stored } from './support/incidents-host.ts';
import { actAs, command, data, query } from './support/test-host.ts';

const ME = { roles: ['service-desk'], personId: 'desk-1', teamIds: ['team-a'] } as const;
const list = (more: object = {}) => data(query(host, 'notices.list', { limit: 50, ...more }));
const kindsOf = async (ticketId: string) =>
  (await list()).rows.filter((row) => row.ticketId === ticketId).map(({ kind }) => kind);

let entries = 0;
/** What somebody else did to it arrives, as the sync hands it over. */
const arrives = async (
  ticket: Ticket,
  entry: Partial<JournalEntry>,
  fields: Partial<Ticket> = {},
): Promise<void> => {
  entries += 1;
  const written: JournalEntry = {
    ...{ id: `theirs-${entries}`, at: new Date().toISOString(), by: 'person-b', device: 'other' },
    ...{ origin: 'console', kind: 'comment', changes: [], text: null, minutes: null, effectId: null },
    ...entry,
  };
  await host.context.database.collections.tickets.bulkUpsert([
    { ...ticket, ...fields, journal: [...ticket.journal, written] } as never,
  ]);
};

describe('notices', () => {
  it('come with what others do, come once, and are counted until they are read', async () => {
    const mine = (await create('Mine', { assigneeId: 'desk-1', teamId: 'team-a' })) as Ticket;
    await arrives(mine, { text: 'Is there any news?' });
    await expect.poll(() => kindsOf(mine.id)).toEqual(['comment']);
    const { rows, unread, names } = await list();
    expect(rows[0]).toMatchObject({ number: mine.number, text: 'Is there any news?', by: 'person-b' });
    expect(Object.keys(names)).toContain('person-b');
    expect(unread).toBe(1);
    // The same document again is no news.
    await arrives(await stored(mine.id), { id: `theirs-${entries}`, text: 'Is there any news?' });
    await data(command(host, 'notices.read', { ids: [rows[0]?.id ?? ''] }));
    expect(await list({ unreadOnly: true })).toMatchObject({ total: 0, unread: 0 });
  });

  it('of what is due are marked as read, too, however long the ticket’s id is', async () => {
    const id = `breached ${'x'.repeat(80)} ${new Date().toISOString()}`;
    expect(await data(command(host, 'notices.read', { ids: [id] }))).toBeNull();
  });

  it('tell whose a major incident is that an update is due, once', async () => {
    const mine = (await create('All down', { assigneeId: 'desk-1', teamId: 'team-a' })) as Ticket;
    const updatedLastAt = new Date(Date.now() - 60_000).toISOString();
    const major = { majorState: 'accepted', updateMinutes: 1, updatedLastAt };
    await arrives(mine, { kind: 'changed' }, major as Partial<Ticket>);
    host.context.bus.touch('session');
    await expect.poll(() => kindsOf(mine.id)).toEqual(['update_due']);
    host.context.bus.touch('session');
    await expect.poll(() => kindsOf(mine.id)).toEqual(['update_due']);
  });

  it('tell who is watching, and are each person’s own', async () => {
    const other = (await create('Not mine', { assigneeId: 'person-a', teamId: 'team-b' })) as Ticket;
    await actAs(host, { roles: ['service-desk'], personId: 'watcher-1' });
    await data(command(host, 'notices.watch', { ticketId: other.id, on: true }));
    expect(await data(query(host, 'notices.watching', { ticketId: other.id }))).toEqual({ on: true });
    await arrives(other, { text: 'For whoever watches' });
    await expect.poll(() => kindsOf(other.id)).toEqual(['comment']);
    await actAs(host, ME);
    expect(await data(query(host, 'notices.watching', { ticketId: other.id }))).toEqual({ on: false });
    expect(await kindsOf(other.id)).toEqual([]);
  });

  it('keep no words that their writer took away', async () => {
    const mine = (await create('Words', { assigneeId: 'desk-1', teamId: 'team-a' })) as Ticket;
    await arrives(mine, { text: 'The password is swordfish.' });
    const said = `theirs-${entries}`;
    await expect.poll(() => kindsOf(mine.id)).toEqual(['comment']);
    const changes = [{ field: 'entry', from: said, to: null }];
    await arrives(await stored(mine.id), { kind: 'withdrawn', changes, text: null });
    await expect
      .poll(async () => (await list()).rows.find(({ id }) => id === said))
      .toMatchObject({ text: null });
    expect(await kindsOf(mine.id)).toEqual(['comment']);
  });

  it('leave out what is muted, what was imported and what was done before the first sign-in', async () => {
    const mine = (await create('Quiet', { assigneeId: 'desk-1', teamId: 'team-a' })) as Ticket;
    // Quickly one after the other: none takes another back.
    await Promise.all([
      data(command(host, 'notices.choose', { kind: { name: 'comment', muted: true } })),
      data(command(host, 'notices.choose', { kind: { name: 'state', muted: false } })),
      data(command(host, 'notices.choose', { native: false })),
      data(command(host, 'notices.choose', { quietFrom: '22:00' })),
    ]);
    const choices = { muted: ['comment'], native: false, quietFrom: '22:00', quietTo: null };
    expect(await data(query(host, 'notices.choices', {}))).toEqual(choices);
    await arrives(mine, { text: 'Muted' });
    await arrives(await stored(mine.id), { origin: 'import', text: 'Imported @desk-1' });
    await arrives(await stored(mine.id), { at: '2026-01-01T08:00:00.000Z', text: 'Old @desk-1' });
    await arrives(await stored(mine.id), { text: 'Heard @desk-1' });
    await expect.poll(() => kindsOf(mine.id)).toEqual(['mentioned']);
  });

  it('that were chosen on this device alone become the person’s, once', async () => {
    const { connection } = host.store;
    connection.prepare(`INSERT INTO local_watches (person, ticket) VALUES ('keeper', 'old-1')`).run([]);
    const kept = { muted: ['due'], native: false, quietFrom: null, quietTo: '07:00' };
    host.context.values.set('notices.choices.keeper', JSON.stringify(kept));
    await actAs(host, { roles: ['service-desk'], personId: 'keeper' });
    const watching = () => data(query(host, 'notices.watching', { ticketId: 'old-1' }));
    await expect.poll(() => watching()).toEqual({ on: true });
    await expect.poll(() => data(query(host, 'notices.choices', {}))).toEqual(kept);
    await data(command(host, 'notices.watch', { ticketId: 'old-1', on: false }));
    await actAs(host, ME);
    await actAs(host, { roles: ['service-desk'], personId: 'keeper' });
    expect(await watching()).toEqual({ on: false });
    expect(host.context.notices.keptHere('keeper')).toEqual({ watched: [], muted: null });
    await actAs(host, ME);
  });
});
