import type { Host } from '#main/host/host.ts';
import { hostForAll } from './host-for-all.ts';
import { actAs, addDirectory, command, data, fillWithSamples, query } from './test-host.ts';

/** The host that is open now. Importing this file opens it before the first test and closes it after the last. */
export let host: Host;
export const SOLVED = { to: 'resolved', closureCode: 'other', closureNotes: 'Replaced the cable.' } as const;

const { reopen: reopenHost } = hostForAll(async (opened) => {
  host = opened;
  await fillWithSamples(host, { tickets: 60 });
  await signIn();
  await addDirectory(host, { people: ['person-a', 'person-b'], left: ['gone'], teams: ['team-a', 'team-b'] });
});
const signIn = () => actAs(host, { roles: ['service-desk'], personId: 'desk-1', teamIds: ['team-a'] });
export const reopen = async (): Promise<void> => {
  host = await reopenHost();
  await signIn();
};

export const create = (title = 'No network', more: object = {}) =>
  data(command(host, 'incidents.create', { title, category: 'Network', ...more }));
export const stored = async (id: string) => (await data(query(host, 'tickets.detail', { id }))).ticket;
export const rowOf = async (id: string) =>
  (
    await data(
      query(host, 'tickets.page', {
        filter: {},
        sort: { field: 'openedAt', direction: 'desc' },
        limit: 500,
      }),
    )
  ).rows.find((row) => row.id === id);
