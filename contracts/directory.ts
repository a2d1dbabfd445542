import * as z from 'zod';
import type { Person, Place, Team } from '#domain/fields/directory.ts';
import { idSchema } from '#domain/records/common-schemas.ts';
import { answer, defineContract } from './define.ts';
import {
  byId,
  type ConfigItemRow,
  NAMES_FROM,
  type Names,
  type OrderRow,
  type PersonRow,
  type TicketRow,
} from './shared.ts';

export type CallerContext = {
  readonly person: Person;
  /** Of what the person's record and its history mention. */
  readonly names: Names;
  readonly devices: readonly ConfigItemRow[];
  readonly openTickets: readonly TicketRow[];
  readonly recentTickets: readonly TicketRow[];
  readonly openOrders: readonly OrderRow[];
  readonly recentOrders: readonly OrderRow[];
  /** How many more each of the lists has. */
  readonly more: Readonly<
    Record<'devices' | 'openTickets' | 'recentTickets' | 'openOrders' | 'recentOrders', number>
  >;
};

export type Option = {
  readonly id: string;
  readonly label: string;
  readonly hint: string | null;
};

/** Somebody who can be named as `@login`. */
export type AccountRow = {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  /** Names of their teams. */
  readonly teams: readonly string[];
};

export const directoryContract = defineContract({
  feature: 'directory',
  commands: {},
  queries: {
    /** People by name, phone, mail, login or employee number, best match first. */
    findPeople: {
      input: z.strictObject({
        text: z.string().max(200),
        limit: z.number().int().min(1).max(100).default(20),
      }),
      output: answer<{ readonly rows: readonly PersonRow[] }>(),
      watches: ['directory'],
    },
    /** All that the desk wants to see of a caller. */
    caller: {
      input: byId,
      output: answer<CallerContext>(),
      watches: NAMES_FROM,
    },
    /** Active people with an account, by name. */
    accounts: {
      input: z.strictObject({}),
      output: answer<{ readonly rows: readonly AccountRow[] }>(),
      watches: ['directory'],
    },
    teams: {
      input: z.strictObject({}),
      output: answer<{ readonly rows: readonly Team[] }>(),
      watches: ['directory'],
    },
    /** Members of a team (all staff in any team when `teamId` is null), with their open work. */
    members: {
      input: z.strictObject({ teamId: idSchema.nullable() }),
      output: answer<{ readonly rows: readonly (Option & { readonly openTickets: number })[] }>(),
      watches: ['directory', 'tickets'],
    },
    places: {
      input: z.strictObject({
        text: z.string().max(200),
        limit: z.number().int().min(1).max(500).default(50),
      }),
      output: answer<{ readonly rows: readonly Place[] }>(),
      watches: ['directory'],
    },
  },
});
