import type {
  ChangeRehearsal,
  ExposedAgreement,
  PreparedTargetName,
  RehearsalClash,
} from '#contracts/changes.ts';
import { appliedOf, relationIn, revertedOf, unapplied } from '#domain/changes/preparations.ts';
import { clashesOf, type Rehearsal, rehearse } from '#domain/changes/rehearsal.ts';
import { backs, type FindTarget, standings } from '#domain/changes/rehearsal-acts.ts';
import type { Change, Preparation } from '#domain/fields/changes.ts';
import type { ConfigItem, Relation } from '#domain/fields/config-items.ts';
import type { Id } from '#domain/records/common.ts';
import { workingMsBetween } from '#domain/sla/calendar.ts';
import type { HostContext } from '../../context.ts';

/** How many of each list are shown at first. */
const SHOWN = 50;
const SHOWN_INCIDENTS = 20;

/** The first of a list and how many are left, or all of it. */
const first = <T>(list: readonly T[], most: number, all: boolean) => {
  const shown = all ? list : list.slice(0, most);
  return { shown, more: list.length - shown.length };
};
const MINUTE_MS = 60_000;

type Looked = Pick<HostContext, 'read' | 'records' | 'settings'>;

const strings = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.flatMap(strings) : [];
};

const endsOf = (one: Preparation, find: FindTarget): Pick<Relation, 'kind' | 'fromId' | 'toId'> | null => {
  const relation = relationIn(one);
  if (relation !== null) return relation;
  const stored = one.collection === 'relations' ? find('relations', one.targetId) : undefined;
  return stored === undefined ? null : (stored as Relation);
};

const nameIn = (names: Readonly<Record<string, string>>, id: Id): string => names[id] ?? '';

const targetNames = (
  { read }: Looked,
  preparations: readonly Preparation[],
  find: FindTarget,
): readonly PreparedTargetName[] => {
  const ends = new Map(preparations.map((one) => [one.targetId, endsOf(one, find)] as const));
  const ids = preparations.flatMap((one) => {
    const relation = ends.get(one.targetId);
    return relation == null ? [one.targetId] : [relation.fromId, relation.toId];
  });
  const names = Object.fromEntries(read.cis([...new Set(ids)]).map(({ id, name }) => [id, name]));
  return [...ends].map(([id, relation]) => {
    if (relation === null) return { id, name: nameIn(names, id), relation: null };
    const { kind, fromId, toId } = relation;
    return { id, name: '', relation: { kind, from: nameIn(names, fromId), to: nameIn(names, toId) } };
  });
};

const agreementsGiven = (preparations: readonly Preparation[], item: ConfigItem) => {
  const edit = preparations.find(({ targetId, field }) => targetId === item.id && field === 'agreementIds');
  return { had: item.agreementIds, has: edit === undefined ? item.agreementIds : strings(edit.to) };
};

/** Agreements of what is touched or reached: how many items have them, and how much of their hours lies in the window. */
const exposedAgreements = async (
  { records, settings }: Looked,
  change: Change,
  ids: readonly Id[],
): Promise<readonly ExposedAgreement[]> => {
  const { plannedStartAt: start, plannedEndAt: end } = change;
  const items = (await records.getMany('configItems', ids)).map((item) =>
    agreementsGiven(change.preparations ?? [], item),
  );
  return settings.agreements().flatMap((agreement): ExposedAgreement[] => {
    const { id, name, kind } = agreement;
    const of = (side: 'had' | 'has'): readonly (typeof items)[number][] =>
      items.filter((item) => item[side].includes(id));
    const has = of('has');
    const given = has.filter(({ had }) => !had.includes(id)).length;
    const taken = of('had').filter((item) => !item.has.includes(id)).length;
    if (has.length === 0 && taken === 0) return [];
    const calendar = settings.calendar(agreement.calendarId);
    const minutes =
      start === null || end === null || calendar === null || end <= start
        ? null
        : Math.round(workingMsBetween(calendar, Date.parse(start), Date.parse(end)) / MINUTE_MS);
    return [{ id, name, kind, items: has.length, given, taken, minutes }];
  });
};

const clashesWith = (
  { read }: Looked,
  id: Id,
  preparations: readonly Preparation[],
  all: boolean,
): { readonly shown: readonly RehearsalClash[]; readonly more: number } => {
  if (preparations.length === 0) return { shown: [], more: 0 };
  const others = read.preparingChanges().filter((one) => one.id !== id);
  const byId = new Map(others.map((one) => [one.id, one]));
  const { shown, more } = first(clashesOf(preparations, others), SHOWN, all);
  return {
    more,
    shown: shown.map((clash) => ({
      ...clash,
      number: byId.get(clash.changeId)?.number ?? '',
      title: byId.get(clash.changeId)?.title ?? '',
    })),
  };
};

const named = ({ reached, cut, ...found }: Rehearsal, { read }: Looked, all: boolean) => {
  const differing = reached.filter(({ difference }) => difference !== 'same');
  const differs = first(differing, SHOWN, all);
  const down = first(found.down, SHOWN, all);
  const redundancy = first(found.redundancy, SHOWN, all);
  const ids = [...differs.shown, ...redundancy.shown].map(({ id }) => id);
  const names = Object.fromEntries(read.cis([...ids, ...down.shown]).map(({ id, name }) => [id, name]));
  const withName = <T extends { readonly id: Id }>(one: T) => ({ ...one, name: nameIn(names, one.id) });
  return {
    reached: differs.shown.map(withName),
    reachedSame: reached.length - differing.length,
    cut: cut !== null,
    down: down.shown.map((id) => withName({ id })),
    redundancy: redundancy.shown.map(withName),
    more: { reached: differs.more, down: down.more, redundancy: redundancy.more },
  };
};

const NOTHING: Rehearsal = { touched: [], reached: [], cut: null, down: [], redundancy: [] };

/** The CMDB as the change will leave it, as far as this device knows it; `all`: lists to their ends. */
export const rehearsalOf = async (
  context: Looked,
  change: Change,
  find: FindTarget,
  all: boolean,
): Promise<ChangeRehearsal> => {
  const { read } = context;
  const rows = standings(change, find);
  const ways = backs(change, find);
  // What was applied is in the CMDB already, and nothing to rehearse.
  const preparations = unapplied(change);
  const relations = preparations.flatMap(({ collection, targetId }) =>
    collection === 'relations' ? ((find(collection, targetId) as Relation | undefined) ?? []) : [],
  );
  const world = {
    lookup: read.relationLookup(),
    relations: [...new Map(relations.map((one) => [one.id, one])).values()],
    inactive: (ids: readonly Id[]): ReadonlySet<Id> =>
      new Set(read.weighedItems([...new Set(ids)]).flatMap(({ id, active }) => (active ? [] : [id]))),
  };
  const found = rows.length === 0 ? NOTHING : rehearse({ ...change, preparations }, world);
  const concerned =
    rows.length === 0 ? [] : [...new Set([...found.touched, ...found.reached.map(({ id }) => id)])];
  const incidents = read.openIncidentsAbout(concerned, all ? null : SHOWN_INCIDENTS);
  const clashes = clashesWith(context, change.id, preparations, all);
  const { more, ...items } = named(found, context, all);
  const values = [
    ...rows.flatMap(({ from, to, now, by }) => [from, to, now, by]),
    ...ways.flatMap(({ before, applied, now, by }) => [before, applied, now, by]),
  ].flatMap(strings);
  const agreements = Object.fromEntries(context.settings.agreements().map(({ id, name }) => [id, name]));
  return {
    rows,
    backs: ways,
    applied: appliedOf(change).length,
    reverted: revertedOf(change).length,
    targets: targetNames(context, change.preparations ?? [], find),
    names: {
      ...read.names(values),
      ...Object.fromEntries(strings(values).flatMap((id) => (agreements[id] ? [[id, agreements[id]]] : []))),
    },
    ...items,
    more: { ...more, incidents: incidents.more, clashes: clashes.more },
    agreements: await exposedAgreements(context, change, concerned),
    incidents: read.tickets(incidents.rows.map(({ id }) => id)),
    clashes: clashes.shown,
  };
};
