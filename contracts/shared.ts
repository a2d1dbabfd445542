import * as z from 'zod';
import type { ConfigItemClass, ConfigItemStatus } from '#domain/fields/config-items.ts';
import type { OrderState, OrderType } from '#domain/fields/orders.ts';
import type { TicketType } from '#domain/fields/tables.ts';
import type { MajorState, Priority, TicketSla } from '#domain/fields/tickets.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { idSchema } from '#domain/records/common-schemas.ts';

/** Display names of the people, teams, places and records an answer mentions, by id. */
export type Names = Readonly<Record<string, string>>;

/**
 * Where the names of all that a record mentions come from, its fields and its history: what such an answer has to watch. Questions about the risk of a change
 * stand in the settings.
 */
export const NAMES_FROM = [
  'directory',
  'configItems',
  'catalogue',
  'tickets',
  'orders',
  'knowledge',
  'settings',
] as const satisfies readonly CollectionName[];

/** A window of a list: `offset` rows are skipped, `limit` delivered. Sorting ties are broken by id, so pages never overlap. */
export const windowInput = {
  offset: z.number().int().min(0).max(10_000_000).default(0),
  limit: z.number().int().min(1).max(500).default(100),
};

export const byId = z.strictObject({ id: idSchema });

export type TicketRow = {
  readonly id: string;
  readonly type: TicketType;
  readonly number: string;
  readonly title: string;
  readonly state: string;
  readonly holdReason: string | null;
  /** The ticket that it ended as a duplicate of. */
  readonly duplicateOfId: string | null;
  readonly majorState: MajorState | null;
  /** An escalation to somebody who leads stands. */
  readonly escalation: 'open' | 'taken_on' | null;
  readonly priority: Priority;
  readonly requesterId: string | null;
  readonly requesterName: string | null;
  readonly teamId: string | null;
  readonly teamName: string | null;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  readonly ciId: string | null;
  readonly ciName: string | null;
  readonly placeName: string | null;
  readonly category: string | null;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly resolvedAt: string | null;
  readonly dueAt: string;
  readonly sla: TicketSla;
  readonly openClashes: number;
};

export type OrderRow = {
  readonly id: string;
  readonly type: OrderType;
  readonly number: string;
  readonly title: string;
  readonly state: OrderState;
  readonly personName: string | null;
  readonly placeName: string | null;
  readonly targetPlaceName: string | null;
  readonly teamName: string | null;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  readonly plannedStart: string | null;
  readonly plannedEnd: string | null;
  readonly startedAt: string | null;
  readonly dueAt: string;
  readonly tasksDone: number;
  readonly tasksTotal: number;
  readonly updatedAt: string;
  readonly openClashes: number;
};

export type ConfigItemRow = {
  readonly id: string;
  readonly ciClass: ConfigItemClass;
  readonly name: string;
  readonly assetTag: string | null;
  readonly serial: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly status: ConfigItemStatus;
  readonly userId: string | null;
  readonly userName: string | null;
  readonly placeId: string | null;
  readonly placeName: string | null;
  readonly ips: readonly string[];
  readonly warrantyUntil: string | null;
  readonly updatedAt: string;
};

export type PersonRow = {
  readonly id: string;
  readonly name: string;
  readonly login: string | null;
  readonly email: string | null;
  readonly phones: readonly string[];
  readonly department: string | null;
  readonly jobTitle: string | null;
  readonly placeName: string | null;
  readonly vip: boolean;
  readonly active: boolean;
};

export type Counts = { readonly counts: readonly (number | null)[] };

/** A filter by words gives so many of the best matches among what the other filters leave; the search box is for finding one record among all. */
export const TEXT_FILTER_HITS = 1_000;

/** The first records of a list, and how many more it has. */
export type Few<Row> = { readonly rows: readonly Row[]; readonly more: number };

/** A window of a list, and how many records it has in all. */
export type FoundPage<Row> = {
  readonly total: number;
  readonly rows: readonly Row[];
  /** More match the words than the {@link TEXT_FILTER_HITS} that are given. */
  readonly isCapped: boolean;
};
