import { describe, expect, it } from 'vitest';
import { device, host } from './support/orders-host.ts';
import { actAs, command, data, refusal } from './support/test-host.ts';

describe('an order that is a draft', () => {
  const drafted = async () => {
    const { id: ciId } = await device({ placeId: 'place-1' });
    const devices = [{ role: 'subject' as const, ciId }];
    const order = { type: 'move' as const, title: 'Move', devices, targetPlaceId: 'place-9', draft: true };
    return data(command(host, 'orders.create', order));
  };
  const step = (id: string, to: 'awaiting_qualification' | 'qualified' | 'accepted' | 'work_in_progress') =>
    command(host, 'orders.step', { id, to });

  it('is submitted, qualified, assigned and accepted', async () => {
    const { id, state } = await drafted();
    expect(state).toBe('draft');
    expect((await data(step(id, 'awaiting_qualification'))).state).toBe('awaiting_qualification');
    expect((await data(step(id, 'qualified'))).state).toBe('qualified');
    await data(command(host, 'orders.assign', { id, teamId: null, assigneeId: 'person-b' }));
    expect((await data(step(id, 'accepted'))).state).toBe('accepted');
    expect((await data(command(host, 'orders.start', { id }))).state).toBe('work_in_progress');
  });

  it('goes no way that has a command of its own, and none that its role may not', async () => {
    const { id } = await drafted();
    expect((await refusal(step(id, 'accepted'))).code).toBe('transition_not_allowed');
    await data(step(id, 'qualified'));
    expect((await refusal(step(id, 'work_in_progress'))).reason).toBe('state.own_command');
    const other = await drafted();
    await actAs(host, { roles: ['knowledge-manager'], personId: 'field-1' });
    expect((await refusal(step(other.id, 'qualified'))).code).toBe('forbidden');
    await actAs(host, { roles: ['service-desk', 'field'], personId: 'field-1' });
  });
});
