/**
 * The story that records tell together: from the first incident by its problem, known error and change to the release, and what came of that. Which
 * records belong to it is found by following what they refer to, both ways; this is the order in which they are told.
 */
import type { Id } from '#domain/records/common.ts';

export const STORY_STAGES = [
  'incidents',
  'problems',
  'known_errors',
  'changes',
  'releases',
  'aftermath',
] as const;
export type StoryStageName = (typeof STORY_STAGES)[number];

export const STORY_COLLECTIONS = ['tickets', 'knowledge', 'orders', 'events'] as const;
export type StoryCollection = (typeof STORY_COLLECTIONS)[number];

export type StoryRecord = {
  readonly id: Id;
  readonly collection: StoryCollection;
  readonly type: string;
  readonly number: string | null;
  readonly title: string;
  readonly state: string | null;
  /** When it began and, if it did, ended (ISO 8601). */
  readonly at: string;
  readonly endedAt: string | null;
};

/** What leads from one record to the other, in the direction of the story. */
export const STORY_LINKS = [
  /** An incident to its parent, and to the ticket that it said again. */
  'part_of',
  /** An incident to its problem, a problem to its known error. */
  'explained_by',
  /** An incident, problem or known error to the change that carries the fix. */
  'fixed_by',
  /** A change to the release that brings it. */
  'brought_by',
  /** A change to an incident that came of it. */
  'caused',
  /** A ticket to an order or announcement for it. */
  'beside',
] as const;
export type StoryLink = {
  readonly kind: (typeof STORY_LINKS)[number];
  readonly from: Id;
  readonly to: Id;
};

export type StoryRow = StoryRecord & {
  /** It is the record whose story was asked for. */
  readonly isStart: boolean;
  /** Numbers of the changes that caused it; of the aftermath only. */
  readonly causedBy: readonly string[];
  /** Orders and announcements for it, the earliest first. */
  readonly beside: readonly StoryRecord[];
};
export type StoryStage = { readonly name: StoryStageName; readonly rows: readonly StoryRow[] };

const STAGE_OF: Readonly<Record<string, StoryStageName>> = {
  incident: 'incidents',
  request: 'incidents',
  problem: 'problems',
  known_error: 'known_errors',
  change: 'changes',
  release: 'releases',
};

/** Whether stories are made of records like this one. */
export const hasStory = (collection: string, type: unknown): collection is StoryCollection =>
  collection === 'orders' ||
  ((collection === 'tickets' || collection === 'knowledge') &&
    typeof type === 'string' &&
    Object.keys(STAGE_OF).includes(type));

const byTime = (one: StoryRecord, other: StoryRecord): number =>
  `${one.at} ${one.id}` < `${other.at} ${other.id}` ? -1 : 1;

/** Changes that caused the record. One that was there before the change came of something else, whatever it is linked to. */
const causesOf = (
  record: StoryRecord,
  links: readonly StoryLink[],
  byId: ReadonlyMap<Id, StoryRecord>,
): readonly StoryRecord[] =>
  links.flatMap(({ kind, from, to }) => {
    const change = kind === 'caused' && to === record.id ? byId.get(from) : undefined;
    return change === undefined || change.at > record.at ? [] : [change];
  });

/**
 * Records in the order of their story: stage by stage, within one by time. Every record stands there once, whatever loops the links make; what no
 * stage takes stands beside the ticket that it is for. Stages without a record are left out.
 */
export const storyOf = (
  start: Id,
  records: readonly StoryRecord[],
  links: readonly StoryLink[],
): readonly StoryStage[] => {
  const byId = new Map(records.map((record) => [record.id, record]));
  const all = [...byId.values()].sort(byTime);
  const isBeside = ({ type }: StoryRecord): boolean => STAGE_OF[type] === undefined;
  // What belongs to several tickets is told at the first of them.
  const told = new Set<Id>();
  const besideOf = (id: Id): readonly StoryRecord[] =>
    all.filter((one) => {
      const belongs =
        isBeside(one) &&
        !told.has(one.id) &&
        links.some(({ kind, from, to }) => kind === 'beside' && from === id && to === one.id);
      if (belongs) told.add(one.id);
      return belongs;
    });
  const staged = all.flatMap((record) => {
    const stage = STAGE_OF[record.type];
    if (stage === undefined) return [];
    const causes = stage === 'incidents' ? causesOf(record, links, byId) : [];
    return [{ stage: causes.length > 0 ? ('aftermath' as const) : stage, record, causes }];
  });
  return STORY_STAGES.flatMap((name) => {
    const rows = staged
      .filter(({ stage }) => stage === name)
      .map(
        ({ record, causes }): StoryRow => ({
          ...record,
          isStart: record.id === start,
          causedBy: [...new Set(causes.flatMap(({ number }) => number ?? []))].sort(),
          beside: besideOf(record.id),
        }),
      );
    return rows.length === 0 ? [] : [{ name, rows }];
  });
};
