/** The agenda of a CAB meeting through a real store: what it looks at, and what it does not. */
import { beforeAll, expect, it, vi } from 'vitest';
import type { CabMeeting, MeetingDecision } from '#domain/fields/events.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, addDirectory, command, data, query } from './support/test-host.ts';

let host: Host;
hostForAll((opened) => {
  host = opened;
});
beforeAll(async () => {
  await addDirectory(host, { people: ['mia', 'max'] });
  await actAs(host, { personId: 'max', roles: ['change-manager'] });
});

const asked = async (title: string): Promise<string> => {
  await actAs(host, { personId: 'mia', roles: ['change-manager'] });
  const { id } = await data(
    command(host, 'changes.create', {
      ...{ title, changeType: 'emergency', implementationPlan: 'Do it.', backoutPlan: 'Undo it.' },
      ...{ plannedStartAt: '2030-02-08T10:00:00.000Z', plannedEndAt: '2030-02-08T12:00:00.000Z' },
    }),
  );
  await data(command(host, 'changes.step', { id, to: 'authorize' } as never));
  await actAs(host, { personId: 'max', roles: ['change-manager'] });
  return id;
};
const plan = (day: string): Promise<CabMeeting> =>
  data(
    command(host, 'meetings.create', {
      ...{ title: `Board ${day}`, startsAt: `2030-01-${day}T09:00:00.000Z` },
      ...{ endsAt: `2030-01-${day}T10:00:00.000Z`, zone: 'Etc/UTC', venue: '', link: '' },
      ...{ chairId: 'max', minuteTakerId: null, memberIds: [], memberRoles: [], body: '' },
      agenda: { changeTypes: ['normal'], leastRisk: null, teamIds: [], untilNext: false },
    }),
  ) as Promise<CabMeeting>;
/** As the minutes of a meeting that is over have it. */
const held = async (day: string, decisions: Readonly<Record<string, MeetingDecision>>): Promise<void> => {
  const meeting = await plan(day);
  const agendaItems = Object.entries(decisions).map(([id, decision], order) => ({
    ...{ id, ticketId: id, order, decision, reason: null, decidedBy: 'max' },
    ...{ decidedAt: meeting.startsAt, actions: '' },
  }));
  await host.context.records.putAll('events', [{ ...meeting, stage: 'closed', agendaItems }]);
};

it('an agenda has what was deferred, and looks at nothing that was dealt with in earlier meetings', async () => {
  const [old, deferred] = [await asked('Long done'), await asked('Put off')];
  await held('02', { [old]: 'approved' });
  await held('09', { [deferred]: 'deferred' });
  const { id } = await plan('16');
  const looked = vi.spyOn(host.context.records, 'getMany');
  const { rows } = await data(query(host, 'meetings.one', { id }));
  expect(rows.map((row) => [row.id, row.source])).toEqual([[deferred, 'deferred']]);
  expect(looked.mock.calls.flatMap(([, ids]) => ids)).not.toContain(old);
  looked.mockRestore();
});
