import type { FeatureHandlers } from '../../context.ts';
import { recordNames } from '../record-names.ts';
import { done, notFound } from '../reply.ts';

const OPEN = 50;
const RECENT = 10;
const DEVICES = 100;

export const directoryHandlers: FeatureHandlers<'directory'> = {
  commands: {},
  queries: {
    findPeople: async (context, { text, limit }) => done({ rows: context.read.findPeople(text, limit) }),
    caller: async (context, { id }) => {
      const person = await context.records.get('directory', id);
      if (person?.type !== 'person') return notFound(id);
      const { read } = context;
      const lists = {
        devices: read.cisOfUser(id, DEVICES),
        openTickets: read.ticketsOfRequester(id, true, OPEN),
        recentTickets: read.ticketsOfRequester(id, false, RECENT),
        openOrders: read.ordersOf(id, true, OPEN),
        recentOrders: read.ordersOf(id, false, RECENT),
      };
      return done({
        person,
        names: recordNames(context, 'directory', person),
        devices: lists.devices.rows,
        openTickets: lists.openTickets.rows,
        recentTickets: lists.recentTickets.rows,
        openOrders: lists.openOrders.rows,
        recentOrders: lists.recentOrders.rows,
        more: {
          devices: lists.devices.more,
          openTickets: lists.openTickets.more,
          recentTickets: lists.recentTickets.more,
          openOrders: lists.openOrders.more,
          recentOrders: lists.recentOrders.more,
        },
      });
    },
    accounts: async (context) => done({ rows: context.read.accounts() }),
    teams: async (context) => done({ rows: context.read.teams() }),
    members: async (context, { teamId }) => done({ rows: context.read.members(teamId) }),
    places: async (context, { text, limit }) => done({ rows: context.read.places(text, limit) }),
  },
};
