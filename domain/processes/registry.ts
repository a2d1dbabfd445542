import type { CollectionName } from '#domain/records/collections.ts';
import { ARTICLE } from './article.ts';
import { CHANGE } from './change.ts';
import { INCIDENT } from './incident.ts';
import { KNOWN_ERROR } from './known-error.ts';
import { ORDER } from './order.ts';
import { PROBLEM } from './problem.ts';
import type { Process } from './process.ts';
import { RELEASE } from './release.ts';

/** Every process that this version runs, by the `type` of its records. */
export const PROCESSES = {
  incident: INCIDENT,
  problem: PROBLEM,
  change: CHANGE,
  release: RELEASE,
  article: ARTICLE,
  known_error: KNOWN_ERROR,
} as const satisfies Readonly<Record<string, Process>>;

/** The process of a type; null for a type without one. */
export const processOf = (type: unknown): Process | null => {
  const all: Readonly<Record<string, Process>> = PROCESSES;
  return typeof type === 'string' && Object.keys(all).includes(type) ? (all[type] ?? null) : null;
};

/**
 * All that have states and steps. Orders are among them, though in no list above: their types share one process, and an engine of tasks
 * (domain/orders) does their commands.
 */
export const allProcesses = (): readonly Process[] => [...Object.values(PROCESSES), ORDER];

/** The process that a record of this collection and type follows; null where there is none. */
export const processIn = (collection: CollectionName, type: unknown): Process | null => {
  if (collection === ORDER.collection) return ORDER;
  const process = processOf(type);
  return process?.collection === collection ? process : null;
};

/** Collections whose records all follow a process. */
export const hasProcesses = (collection: CollectionName): boolean =>
  allProcesses().some((process) => process.collection === collection);
