import { describe, expect, it } from 'vitest';
import { sentence } from '#cli/words.ts';
import { aMove, device, host } from './support/orders-host.ts';
import { command, data, refusal } from './support/test-host.ts';

describe('what an order names', () => {
  it('is looked up: devices, people, places, ticket and who shall do it', async () => {
    const { id: ciId } = await device();
    const make = (more: object) =>
      command(host, 'orders.create', {
        type: 'move',
        title: 'Move',
        devices: [{ role: 'subject', ciId }],
        targetPlaceId: 'place-9',
        ...more,
      } as never);
    for (const [field, value] of [
      ['devices', [{ role: 'subject', ciId: 'nothing' }]],
      ['requesterId', 'nobody'],
      ['personId', 'nobody'],
      ['personId', 'place-9'],
      ['targetUserId', 'nobody'],
      ['placeId', 'nowhere'],
      ['targetPlaceId', 'nowhere'],
      ['ticketId', 'none'],
      ['teamId', 'nobody'],
      ['assigneeId', 'nobody'],
    ] as const) {
      const reply = await make({ [field]: value });
      expect(reply).toMatchObject({ ok: false, error: { code: 'not_found', details: { field } } });
    }
    expect(await make({ assigneeId: 'gone' })).toMatchObject({
      error: { code: 'invalid', details: { field: 'assigneeId' } },
    });
    // Whoever is signed in may take it, although nobody has entered them into this directory.
    expect((await data(make({ assigneeId: 'field-1', teamId: 'team-b' }))).state).toBe('assigned');
  });

  it.each([
    ['move', 'subject'],
    ['disposal', 'subject'],
    ['swap', 'old'],
  ] as const)('refuses a %s of a device that is scrapped already', async (type, role) => {
    const [scrapped, fresh] = [await device({ status: 'scrapped', active: false }), await device()];
    const more = role === 'old' ? [{ role: 'new' as const, ciId: fresh.id }] : [];
    const reply = await command(host, 'orders.create', {
      type,
      title: 'Too late',
      targetPlaceId: 'place-9',
      devices: [{ role, ciId: scrapped.id }, ...more],
    });
    expect(reply).toMatchObject({ error: { code: 'invalid', details: { field: 'devices' } } });
    expect(!reply.ok && sentence(reply.error)).toContain(scrapped.name);
  });

  it('is looked up again when it is edited or handed over, but only what changes', async () => {
    const { id: ciId } = await device();
    const { id } = await aMove(ciId);
    const update = (changes: object) => command(host, 'orders.update', { id, changes });
    expect((await refusal(update({ targetPlaceId: 'nowhere' }))).code).toBe('not_found');
    const assign = (teamId: string | null, assigneeId: string | null) =>
      command(host, 'orders.assign', { id, teamId, assigneeId });
    expect((await refusal(assign('nobody', null))).code).toBe('not_found');
    expect((await refusal(assign(null, 'gone'))).code).toBe('invalid');
    expect((await data(assign('team-b', 'person-b'))).assigneeId).toBe('person-b');
    // As an import may leave it: a place that nobody knows any more.
    await host.context.records.change('orders', id, (order) => ({
      ok: true,
      value: { ...order, placeId: 'demolished' },
    }));
    expect((await data(update({ placeId: 'demolished', title: 'Other' }))).title).toBe('Other');
  });
});
