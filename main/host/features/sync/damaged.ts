import type { OutputOf, Reply } from '#contracts/define.ts';
import type { DamagedRecord, syncContract } from '#contracts/sync.ts';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { fail } from '#domain/records/result.ts';
import { wellFormedText } from '#domain/records/well-formed.ts';
import type { HostContext } from '../../context.ts';
import type { DamagedBytes } from '../../storage/damaged.ts';
import { done } from '../reply.ts';

type World = Pick<HostContext, 'bus' | 'damaged' | 'values'>;

/** Enough to read an edit off it; more would fill a window. */
const MAX_RAW = 20_000;
const MAX_LABEL = 120;

/** What is told first of a record, wherever it stands in what may be no JSON any more. */
const LABELS = ['number', 'title', 'name'].map((field) => new RegExp(`"${field}":"((?:[^"\\\\]|\\\\.)+)"`));

const unquoted = (text: string): string => {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
};

const labelIn = (text: string): string | null => {
  for (const pattern of LABELS) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return unquoted(found);
  }
  return null;
};

const toRecord = ({ bytes, id, collection, foundAtMs, state, hadUnsent }: DamagedBytes): DamagedRecord => {
  // Not fatal: bytes that are no text any more are what it is about.
  const text = bytes === null ? '' : new TextDecoder().decode(bytes);
  return {
    ...{ id: wellFormedText(`${collection}:${id}`), recordId: id, state, hadUnsent },
    // It is one of those that were asked for.
    collection: collection as CollectionName,
    label: wellFormedText(cutText(labelIn(text) ?? id, MAX_LABEL)),
    foundAt: new Date(foundAtMs).toISOString(),
    raw: cutText(text, MAX_RAW),
    size: text.length,
  };
};

const hasServer = ({ values }: World): boolean => values.get('server.url') !== null;

export const damagedPage = (
  context: World,
  offset: number,
  limit: number,
): OutputOf<(typeof syncContract)['queries']['damaged']> => {
  const { all, restored } = context.damaged.count(COLLECTIONS);
  return {
    total: all,
    rows: context.damaged.page(COLLECTIONS, offset, limit).map(toRecord),
    hasServer: hasServer(context),
    restored,
  };
};

/** Somebody took note. What a server was not asked for yet stays, or nobody would ask; without a server nobody will. */
export const dismissDamaged = (context: World, collection: CollectionName, recordId: string): Reply<null> => {
  const { bus, damaged } = context;
  const state = damaged.stateOf(collection, recordId);
  if (state === null) return fail('not_found', 'sync.not_damaged');
  if (state === 'waiting') {
    if (hasServer(context)) return fail('conflict', 'sync.damaged_waits');
    damaged.settle(collection, recordId, 'missing', false);
  }
  damaged.forget(collection, recordId);
  bus.touch('damaged');
  return done(null);
};

/** Takes off the list what nobody has to do anything about. */
export const dismissRestored = ({ bus, damaged }: Pick<World, 'bus' | 'damaged'>): Reply<null> => {
  damaged.forgetRestored(COLLECTIONS);
  bus.touch('damaged');
  return done(null);
};
