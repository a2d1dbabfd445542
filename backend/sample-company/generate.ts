import type { Service } from '#domain/fields/catalogue.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Instant } from '#domain/records/common.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import type { Setting } from '#domain/records/settings.ts';
import { DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';
import { assetsOf } from './assets.ts';
import { baseOf } from './base.ts';
import { agreementsOf, calendarsOf, catalogueOf } from './catalogue.ts';
import { changeModelSetting, withChanges } from './changes.ts';
import { diagnosisScripts } from './diagnosis-scripts.ts';
import { type Lookup, lookupOf } from './incident-world.ts';
import { incidentOf, type ToldIncident } from './incidents.ts';
import { knowledgeOf } from './knowledge.ts';
import { licencesOf } from './licences.ts';
import { openingTimes } from './opening-times.ts';
import { ordersOf } from './orders.ts';
import { organisationOf } from './organisation.ts';
import { planningOf } from './planning.ts';
import { plantedIncidents } from './planted.ts';
import { problemIncidents, problemOfKnownError, problemsOf } from './problems.ts';
import { randomOf } from './random.ts';
import { releasesOf } from './releases.ts';

const DAY_MS = 86_400_000;
const BATCH = 1_000;
/** Tickets of the last hours that are certainly open, so that there is work on the table. */
const FRESH = 12;
const LEAST_CIS = 60;
/** Fewer incidents are a bench for something else, and no company with problems. */
const LEAST_FOR_PROBLEMS = 250;

export type SampleOptions = {
  /** The same seed, sizes and `now` give the same company, byte for byte. */
  readonly seed: string | number;
  /** So many incidents; from 250 on there are problems beside them, and some incidents that make them worth looking at. */
  readonly tickets: number;
  /** About so many configuration items, at least 60. */
  readonly cis: number;
  readonly now: Instant;
};

/** Records of one collection that belong together; a batch holds at most 1,000. */
export type SampleBatch = {
  readonly [C in CollectionName]: { readonly collection: C; readonly docs: readonly RecordOf[C][] };
}[CollectionName];

const settingsOf = (at: Instant): readonly Setting[] =>
  Object.values(DEFAULT_SETTINGS).map((value) => ({
    ...baseOf(value.key, at),
    key: value.key,
    version: 1,
    value,
  }));

const chunks = function* <T>(docs: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < docs.length; start += BATCH) {
    yield docs.slice(start, start + BATCH);
  }
};

/** Incidents one batch at a time, so that a million of them need no more memory than a thousand. */
const ticketBatches = function* (options: SampleOptions, world: Lookup): Generator<SampleBatch> {
  const random = randomOf(options.seed, 'incidents');
  const hasProblems = options.tickets >= LEAST_FOR_PROBLEMS;
  const ofProblems = problemIncidents(world.nowMs);
  /** Those that belong to a problem come with it. */
  const others = (told: readonly ToldIncident[]): readonly Incident[] =>
    told.filter((one) => !hasProblems || !ofProblems.take(one)).map(({ incident }) => incident);
  const openedMsOf = openingTimes(options.tickets, options.now, randomOf(options.seed, 'times'));
  for (let start = 0; start < options.tickets; start += BATCH) {
    const size = Math.min(BATCH, options.tickets - start);
    const told = Array.from({ length: size }, (_, offset) => {
      const index = start + offset;
      const isFresh = index >= options.tickets - Math.min(FRESH, options.tickets * 0.1);
      const openedMs = isFresh ? world.nowMs - (options.tickets - index) * 9 * 60_000 : openedMsOf(index);
      return incidentOf(index, openedMs, isFresh, world, random);
    });
    yield { collection: 'tickets', docs: others(told) };
  }
  if (!hasProblems) return;
  const planted = plantedIncidents(options.tickets, world, randomOf(options.seed, 'planted'));
  // First, since it puts those of problems aside.
  const left = others(planted);
  const chain = withChanges(problemsOf(ofProblems, world), options.tickets + planted.length + 1, world);
  yield { collection: 'tickets', docs: [...left, ...chain, ...releasesOf(world)] };
};

/**
 * Northport Instruments, a company of the given size: settings, catalogue, people, devices, licences, knowledge, the field technician's
 * orders and half a year of incidents, in batches that may be written one after another. Every record meets its schema and
 * the rules of domain/. Deterministic.
 */
export const generateSampleCompany = function* (options: SampleOptions): Generator<SampleBatch> {
  const { seed, now } = options;
  const nowMs = Date.parse(now);
  const at = new Date(nowMs - 200 * DAY_MS).toISOString();
  const cis = Math.max(LEAST_CIS, options.cis);
  const people = Math.max(60, Math.round(cis * 0.6));
  const organisation = organisationOf(randomOf(seed, 'organisation'), people, at, now);
  const assets = assetsOf(randomOf(seed, 'assets'), organisation, cis, at, now);
  const { orders, items } = ordersOf(randomOf(seed, 'orders'), assets, organisation, now);
  const { office, always } = calendarsOf(at, now);
  const hasProblems = options.tickets >= LEAST_FOR_PROBLEMS;

  yield {
    collection: 'settings',
    docs: [...settingsOf(at), ...(hasProblems ? [changeModelSetting(at)] : []), ...diagnosisScripts(at)],
  };
  const catalogue = catalogueOf(at, now);
  yield { collection: 'catalogue', docs: catalogue };
  for (const docs of chunks([...organisation.teams, ...organisation.places, ...organisation.people])) {
    yield { collection: 'directory', docs };
  }
  for (const docs of chunks(items)) {
    yield { collection: 'configItems', docs };
  }
  for (const docs of chunks(assets.inventories)) {
    yield { collection: 'inventories', docs };
  }
  for (const docs of chunks(assets.relations)) {
    yield { collection: 'relations', docs };
  }
  yield { collection: 'licences', docs: licencesOf(items, at, now) };
  yield {
    collection: 'knowledge',
    docs: knowledgeOf(at, hasProblems ? problemOfKnownError : () => null, now.slice(0, 10)),
  };
  yield { collection: 'events', docs: [announcementOf(nowMs), ...planningOf(at, nowMs)] };
  yield { collection: 'orders', docs: orders };
  yield* ticketBatches(
    options,
    lookupOf({
      ...{ organisation, items, agreements: agreementsOf(at), office, always, nowMs },
      relations: assets.relations,
      services: catalogue.filter((one): one is Service => one.type === 'service'),
    }),
  );
};

const announcementOf = (nowMs: number): RecordOf['events'] => {
  const startsAt = new Date(nowMs + 26 * 3_600_000).toISOString();
  return {
    ...baseOf('announcement-1', new Date(nowMs - DAY_MS).toISOString()),
    type: 'announcement',
    title: 'ERP Fathom: maintenance tomorrow evening',
    body: 'Fathom is not available for about two hours while the database is moved to new storage. Please save your entries and log off. Dispatch works with the paper forms in the red folder.',
    severity: 'outage',
    startsAt,
    endsAt: new Date(Date.parse(startsAt) + 2 * 3_600_000).toISOString(),
    ticketId: null,
    ciIds: [],
    kind: 'planned',
    serviceIds: ['service-erp'],
    active: true,
  } as unknown as RecordOf['events'];
};
