import type { Id } from '#domain/records/common.ts';
import type { LocalValues } from '../../local/values.ts';

const keyOf = (personId: Id): string => `presence.told.${personId}`;

/** Whether this person lets others see what is open here; they do until they say otherwise. */
export const isTold = (values: Pick<LocalValues, 'get'>, personId: Id): boolean =>
  values.get(keyOf(personId)) !== 'no';

export const setTold = (values: Pick<LocalValues, 'set'>, personId: Id, told: boolean): void =>
  values.set(keyOf(personId), told ? 'yes' : 'no');
