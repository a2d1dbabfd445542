import type { FeatureHandlers } from '../../context.ts';
import { done, notFound } from '../reply.ts';

const OPEN_TICKETS = 50;
const RECENT_TICKETS = 10;
const DEVICES = 100;

export const directoryHandlers: FeatureHandlers<'directory'> = {
  commands: {},
  queries: {
    findPeople: async (context, { text, limit }) => done({ rows: context.read.findPeople(text, limit) }),
    caller: async (context, { id }) => {
      const person = await context.records.get('directory', id);
      if (person?.type !== 'person') return notFound(id);
      const { read } = context;
      const names = read.names([person.placeId, person.managerId, ...person.teamIds]);
      const nameOf = (one: string | null): string | null => (one === null ? null : (names[one] ?? null));
      return done({
        person,
        placeName: nameOf(person.placeId),
        managerName: nameOf(person.managerId),
        teamNames: person.teamIds.flatMap((team) => names[team] ?? []),
        devices: read.cisOfUser(id, DEVICES),
        openTickets: read.ticketsOfRequester(id, true, OPEN_TICKETS),
        recentTickets: read.ticketsOfRequester(id, false, RECENT_TICKETS),
        openOrders: read.openOrdersOf(id, OPEN_TICKETS),
      });
    },
    teams: async (context) => done({ rows: context.read.teams() }),
    members: async (context, { teamId }) => done({ rows: context.read.members(teamId) }),
    places: async (context, { text, limit }) => done({ rows: context.read.places(text, limit) }),
  },
};
