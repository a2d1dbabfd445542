import type { ConfigItemDetail, InventorySection, RelatedConfigItem } from '#contracts/config-items.ts';
import { itemsInHistory, joinedInto, joinedItems } from '#domain/config-items/join.ts';
import type { ConfigItem, Relation, RelationKind } from '#domain/fields/config-items.ts';
import { nameIn } from '#domain/records/names.ts';
import type { HostContext } from '../../context.ts';

const HISTORY_LENGTH = 50;

/** Kinds where one CI needs the other; the rest are connections without a direction of failure. */
const NEEDS: ReadonlySet<RelationKind> = new Set(['depends_on', 'runs_on', 'uses']);

const sectionsOf = async (context: HostContext, ciId: string): Promise<readonly InventorySection[]> => {
  const inventory = await context.records.get('inventories', ciId);
  if (inventory === null) return [];
  return Object.entries(inventory.sections)
    .map(([name, content]) => ({
      name,
      count: Array.isArray(content) ? content.length : 1,
      updatedAt: inventory.sectionTimes[name] ?? inventory.receivedAt,
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
};

/** All that the page of a CI shows. `warrantyDays`: negative when over, null when unknown. */
export const ciDetail = async (
  context: HostContext,
  ci: ConfigItem,
  warrantyDays: number | null,
): Promise<ConfigItemDetail> => {
  const { read, records } = context;
  const relations = (await records.getMany('relations', read.relationIdsOf([ci.id]))).filter(
    (relation) => relation.active,
  );
  const otherOf = (relation: Relation): string =>
    relation.fromId === ci.id ? relation.toId : relation.fromId;
  const others = new Map(read.cis(relations.map(otherOf)).map((row) => [row.id, row]));
  const related = (pick: (relation: Relation) => boolean): readonly RelatedConfigItem[] =>
    relations.filter(pick).flatMap((relation) => {
      const other = others.get(otherOf(relation));
      return other === undefined ? [] : [{ relation, ci: other }];
    });
  const user = ci.userId === null ? null : await records.get('directory', ci.userId);
  const seats = await records.getMany('licences', read.seatIdsOf([ci.id]));
  const idsInJournal = ci.journal.flatMap((entry) => [
    entry.by,
    ...entry.changes
      .flatMap((change) => [change.from, change.to])
      .filter((value) => typeof value === 'string'),
  ]);
  const named = read.cis(itemsInHistory(ci)).map((row) => [row.id, row.name]);
  const names = {
    ...read.names([ci.userId, ci.teamId, ci.placeId, ...idsInJournal]),
    ...Object.fromEntries(named),
  };
  // What was reported about a device under another item is part of its history. An item that was itself joined keeps its own.
  const own = joinedInto(ci) === null ? [ci.id, ...joinedItems(ci)] : [ci.id];
  const tickets = read.ticketsAboutCi(own, HISTORY_LENGTH);
  const orders = read.ordersAboutCi(own, HISTORY_LENGTH);
  return {
    ci,
    names,
    user: user?.type === 'person' ? user : null,
    placeName: nameIn(names, ci.placeId),
    agreements: context.settings.agreements().filter((agreement) => ci.agreementIds.includes(agreement.id)),
    needs: related((relation) => NEEDS.has(relation.kind) && relation.fromId === ci.id),
    neededBy: related((relation) => NEEDS.has(relation.kind) && relation.toId === ci.id),
    connected: related((relation) => !NEEDS.has(relation.kind)),
    seats: seats.flatMap((seat) => (seat.type === 'seat' ? [seat] : [])),
    tickets: tickets.rows,
    orders: orders.rows,
    more: { tickets: tickets.more, orders: orders.more },
    sections: await sectionsOf(context, ci.id),
    warrantyDays,
    pendingSync: context.sync.isPending('configItems', ci.id),
  };
};
