import { createConfigItem } from '#domain/config-items/config-item.commands.ts';
import type { ConfigItem, Relation } from '#domain/fields/config-items.ts';
import type { LicenceSeat } from '#domain/fields/licences.ts';
import type { Order, OrderType } from '#domain/fields/orders.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import { createOrder } from '#domain/orders/order.commands.ts';
import type { ProcessContext } from '#domain/processes/process.ts';
import { deeds, lastInto } from '#domain/processes/ticket-rules.ts';
import type { Env } from '#domain/records/common.ts';
import { incidentSettings } from '#domain/settings/defaults.ts';
import { envOf, unwrap } from './env.ts';
import { createIncident } from './incidents.ts';

const heldSince = (ticket: Ticket): string | undefined =>
  lastInto(deeds(ticket.journal), (state) => state === 'on_hold')?.at;

/** A clock stub with one visible effect: a target that is due while the ticket is not on hold. */
export const contextOf = (env: Env = envOf()): ProcessContext => ({
  env,
  settings: incidentSettings(),
  sla: (ticket) => ({
    ...ticket,
    sla: {
      ...ticket.sla,
      resolutionDueAt: ticket.state === 'on_hold' ? null : '2026-11-21T09:00:00.000Z',
      pausedSince: ticket.state === 'on_hold' ? (heldSince(ticket) ?? ticket.updatedAt) : null,
    },
  }),
});

export const anIncident = (
  env: Env = envOf(),
  more: Partial<Parameters<typeof createIncident>[1]> = {},
): Incident =>
  unwrap(
    createIncident(
      null,
      { number: 'INC-7QK-0001', title: 'No network', requesterId: 'caller-1', category: 'Network', ...more },
      contextOf(env),
    ),
  );

export const anItem = (id: string, more: Partial<ConfigItem> = {}, env: Env = envOf()): ConfigItem => ({
  ...unwrap(createConfigItem(null, { id, ciClass: 'notebook', name: id.toUpperCase() }, { env })),
  ...more,
});

export const aRelation = (id: string, more: Partial<Relation>, env: Env = envOf()): Relation => ({
  ...newRecordBase(env, { id }),
  kind: 'depends_on',
  fromId: 'a',
  toId: 'b',
  group: null,
  minUp: null,
  label: null,
  active: true,
  source: 'manual',
  ...more,
});

export const aSeat = (id: string, ciId: string, env: Env = envOf()): LicenceSeat => ({
  ...newRecordBase(env, { id }),
  type: 'seat',
  poolId: 'pool-1',
  productName: 'Office',
  state: 'bound',
  ciId,
  userId: 'user-1',
  active: true,
});

const DEVICES: Readonly<Record<OrderType, Parameters<typeof createOrder>[1]['devices']>> = {
  move: [{ role: 'subject', ciId: 'nb-1' }],
  add: [{ role: 'new', ciId: 'nb-2' }],
  swap: [
    { role: 'old', ciId: 'nb-1' },
    { role: 'new', ciId: 'nb-2' },
  ],
  disposal: [{ role: 'subject', ciId: 'nb-1' }],
};

export const anOrder = (
  type: OrderType,
  env: Env = envOf(),
  more: Partial<Parameters<typeof createOrder>[1]> = {},
): Order =>
  unwrap(
    createOrder(
      null,
      {
        type,
        number: 'MOV-7QK-0001',
        title: 'Order',
        devices: DEVICES[type],
        personId: 'user-2',
        targetPlaceId: type === 'disposal' ? null : 'place-2',
        teamId: 'team-1',
        ...more,
      },
      { env },
    ),
  );
