/**
 * Which effects a record may have on others, whoever wrote it: any console does them with its own user's rights, so a record must not lend those
 * to somebody who has less. No packages: CouchDB bundles this.
 */
import type { Effect } from '#domain/fields/base.ts';
import { SET_BY_ORDERS } from '#domain/orders/order.effect-fields.ts';

/** Lists and references that an effect adds to, each with a right of its own. */
const LINKED_FIELDS: readonly string[] = ['problemId', 'knowledgeIds'];

/** The fields of a collection that effects set; none where records have a process, whose steps and rights stand in between. */
export const settableFields = (collection: string): readonly string[] => {
  const all: Readonly<Record<string, readonly string[]>> = SET_BY_ORDERS;
  return Object.keys(all).includes(collection) ? (all[collection] ?? []) : [];
};

type Work = Pick<Effect, 'collection' | 'act' | 'set'>;

/** Whether the effect writes only what an effect of its act ever writes. A step's fields are those that the step asks for. */
export const isWithinFields = ({ collection, act, set }: Work): boolean => {
  const fields = Object.keys(set);
  switch (act) {
    case 'set':
      return fields.every((field) => settableFields(collection).includes(field));
    case 'link':
      return collection === 'tickets' && fields.every((field) => LINKED_FIELDS.includes(field));
    case 'step':
    case 'note':
    case 'comment':
      return true;
  }
};

/**
 * Whether a record of `collection` in `state` may have the effect: only a completed order sets fields, and does nothing else; every other
 * record takes steps, speaks and links, which are rights of whoever does it.
 */
export const isGranted = (collection: string, state: unknown, effect: Work): boolean => {
  const isOrder = collection === 'orders';
  if (isOrder !== (effect.act === 'set')) return false;
  return isWithinFields(effect) && (!isOrder || state === 'closed_complete');
};
