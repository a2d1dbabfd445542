import type { MajorRow } from '#contracts/incidents.ts';
import type { TicketRow } from '#contracts/shared.ts';
import { impactOf } from '#domain/config-items/impact.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { asGraver as graverIncident, nextUpdateAt } from '#domain/incidents/major.ts';
import { majorFilter } from '#domain/incidents/major-views.ts';
import { lastSetting } from '#domain/journal/turns.ts';
import { isEmpty } from '#domain/processes/process.ts';
import { nameIn } from '#domain/records/names.ts';
import type { FeatureHandlers, HostContext } from '#main/host/context.ts';
import { processContext } from '#main/host/features/processes/process-context.ts';
import { done, notFound } from '#main/host/features/reply.ts';

/** Items that are shown; what depends on a data centre is more than anybody reads. */
const SHOWN_ITEMS = 100;
/** Children that are looked at for what they name. */
const MOST_CHILDREN = 500;

const incidentsOf = async (
  { records }: HostContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Incident>> =>
  new Map(
    (await records.getMany('tickets', ids)).flatMap((one) =>
      one.type === 'incident' ? [[one.id, one] as const] : [],
    ),
  );

const majorRow = (context: HostContext, row: TicketRow, incident: Incident): MajorRow => {
  const { majorState, journal, reviewWentWell, reviewToImprove } = incident;
  const entry = lastSetting(journal, 'majorState', majorState ?? null);
  return {
    ...row,
    nextUpdateAt: nextUpdateAt(incident),
    said:
      entry === undefined
        ? null
        : { at: entry.at, byName: nameIn(context.read.names([entry.by]), entry.by), text: entry.text },
    children: context.read.childIds(row.id).length,
    isReviewed: !isEmpty(reviewWentWell) && !isEmpty(reviewToImprove),
  };
};

/** Major incidents and those proposed, what was opened last first. */
export const majors: FeatureHandlers<'incidents'>['queries']['majors'] = async (
  context,
  { view, offset, limit },
) => {
  const sort = { field: 'openedAt', direction: 'desc' } as const;
  const page = await context.read.ticketPage(majorFilter(view), sort, { offset, limit });
  const known = await incidentsOf(
    context,
    page.rows.map(({ id }) => id),
  );
  const rows = page.rows.flatMap((row) => {
    const incident = known.get(row.id);
    return incident === undefined ? [] : [majorRow(context, row, incident)];
  });
  return done({ ...page, rows });
};

const given = <T>(values: readonly (T | null)[]): readonly T[] => [
  ...new Set(values.filter((one) => one !== null)),
];

/** What would become of priority and target; nothing is written. */
export const asGraver: FeatureHandlers<'incidents'>['queries']['asGraver'] = async (
  context,
  { id, ...graver },
) => {
  const incident = await context.records.get('tickets', id);
  if (incident?.type !== 'incident') return notFound(id);
  const { priority, dueAt } = graverIncident(incident, graver, processContext(context));
  return done({ priority, dueAt });
};

/** What the incident and its children name, and what of the CMDB depends on that. */
export const affected: FeatureHandlers<'incidents'>['queries']['affected'] = async (context, { id }) => {
  const { read, settings } = context;
  const ids = [id, ...read.descendantIds(id).slice(0, MOST_CHILDREN)];
  const incidents = [...(await incidentsOf(context, ids)).values()];
  if (!incidents.some((one) => one.id === id)) return notFound(id);
  const ciIds = given(incidents.flatMap((one) => [one.ciId, ...one.ciIds]));
  const { reached } = impactOf(ciIds, read.relationLookup());
  const placeIds = given(incidents.map(({ placeId }) => placeId));
  const names = read.names(placeIds);
  const known = new Set(ciIds);
  const serviceIds = new Set(given(incidents.map(({ serviceId }) => serviceId)));
  const all = [...ciIds, ...reached.map((one) => one.id)];
  const items = read.cis(all);
  return done({
    services: [
      ...settings
        .services()
        .filter((service) => serviceIds.has(service.id))
        .map((service) => ({ id: service.id, name: service.name, isNamed: true })),
      // Services also stand in the CMDB, where it is told what they run on.
      ...items
        .filter(({ ciClass }) => ciClass === 'service')
        .map((item) => ({ id: item.id, name: item.name, isNamed: known.has(item.id) })),
    ],
    items: items
      .filter(({ ciClass }) => ciClass !== 'service')
      .slice(0, SHOWN_ITEMS)
      .map((item) => ({ ...item, isNamed: known.has(item.id) })),
    itemsTotal: items.filter(({ ciClass }) => ciClass !== 'service').length,
    places: placeIds.map((place) => ({ id: place, name: nameIn(names, place) ?? place })),
  });
};
