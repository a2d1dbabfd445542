import type { ChangeRisk } from '#contracts/changes.ts';
import { closedOn } from '#domain/changes/lockdowns.ts';
import { type Risk, type RiskFact, type RiskInput, riskOf } from '#domain/changes/risk.ts';
import { impactOf } from '#domain/config-items/impact.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { HostContext } from '../../context.ts';
import { surroundingsOf } from './change-conflicts.ts';

/** What is counted of the open incidents: more say nothing more. */
const MOST_INCIDENTS = 200;
/** Of a team's changes: those of a year, and of many the latest. */
const PAST_MS = 365 * 24 * 60 * 60 * 1_000;
const MOST_PAST = 50;

type Looked = Pick<HostContext, 'read' | 'settings' | 'clock'>;
type Weighed = Pick<
  Change,
  'ciId' | 'ciIds' | 'serviceId' | 'placeId' | 'teamId' | 'plannedStartAt' | 'plannedEndAt' | 'preparations'
>;

/** Items that it names, and those that it will edit. */
const ownItems = ({ ciId, ciIds, preparations }: Weighed): readonly string[] => {
  const edited = (preparations ?? []).filter(({ collection }) => collection === 'configItems');
  return [
    ...new Set([...(ciId === null ? [] : [ciId]), ...ciIds, ...edited.map(({ targetId }) => targetId)]),
  ];
};

const itemsOf = ({ read }: Looked, change: Weighed): Pick<RiskInput, 'items' | 'cut' | 'groups'> => {
  const own = ownItems(change);
  const { reached, groups, cut } = impactOf(own, read.relationLookup());
  const depths = new Map([
    ...own.map((id) => [id, 0] as const),
    ...reached.map((one) => [one.id, one.depth] as const),
  ]);
  // What is scrapped or out of operation fails nobody; what is changed may be.
  const items = read
    .weighedItems([...depths.keys()])
    .map((item) => ({ ...item, depth: depths.get(item.id) ?? 0 }))
    .filter(({ active, depth }) => active || depth === 0)
    .sort((one, other) => one.depth - other.depth);
  const known = new Set(items.map(({ id }) => id));
  const others = groups.map(({ id }) => id).filter((id) => !known.has(id));
  const inUse = new Set(read.weighedItems(others).flatMap(({ id, active }) => (active ? [id] : [])));
  return { items, cut, groups: groups.filter(({ id }) => known.has(id) || inUse.has(id)) };
};

/** Blackouts and lockdowns of what is changed, the earliest first: those of anything else are in nobody's way. */
const closedDuring = (
  { read }: Looked,
  change: Weighed,
  { startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string },
): RiskInput['blackouts'] =>
  closedOn(
    surroundingsOf({ read }, { ...change, ciIds: [...ownItems(change)] }),
    read.planningEvents(startsAt),
    {
      from: Date.parse(startsAt),
      to: Date.parse(endsAt),
    },
  )
    .map((event) => ({ id: event.id, title: event.title, startsAt: event.startsAt, endsAt: event.endsAt }))
    .sort((one, other) => (`${one.startsAt} ${one.id}` < `${other.startsAt} ${other.id}` ? -1 : 1));

const inputOf = (context: Looked, change: Weighed & Pick<Change, 'riskAnswers'>): RiskInput => {
  const { read, settings, clock } = context;
  const { serviceId, teamId, plannedStartAt: startsAt, plannedEndAt: endsAt } = change;
  const impact = itemsOf(context, change);
  const service = settings.services().find(({ id }) => id === serviceId);
  const window = startsAt === null || endsAt === null ? null : { startsAt, endsAt };
  const since = new Date(Date.parse(clock.now()) - PAST_MS).toISOString();
  return {
    ...impact,
    service: service === undefined ? null : { id: service.id, criticality: service.criticality },
    incidents: read.openIncidentsAbout(
      impact.items.map(({ id }) => id),
      MOST_INCIDENTS,
    ).rows,
    window,
    blackouts: window === null ? [] : closedDuring(context, change, window),
    past: teamId === null ? [] : read.pastChanges(teamId, since, MOST_PAST),
    answers: change.riskAnswers ?? [],
  };
};

/** The risk of the change as the store has it and all that it reaches at this moment. */
export const assessedRisk = (context: Looked, change: Change): Risk =>
  riskOf(inputOf(context, change), context.settings.incident().risk);

const idsIn = (facts: readonly RiskFact[], test: (fact: RiskFact) => boolean): readonly string[] => [
  ...new Set(
    facts.filter(test).flatMap((fact) => ('ids' in fact ? fact.ids : 'id' in fact ? [fact.id] : [])),
  ),
];

/** The same with what its facts name, ready to show. */
export const shownRisk = (context: Looked, change: Change): ChangeRisk => {
  const { read } = context;
  const risk = assessedRisk(context, change);
  const facts = risk.parts.flatMap((part) => part.facts);
  return {
    risk,
    items: read.cis(idsIn(facts, ({ code }) => code !== 'incidents' && code !== 'blackout')),
    incidents: read.tickets(idsIn(facts, ({ code }) => code === 'incidents')),
  };
};
