/** Documents that stand among the settings and are none: what people have open, and what they chose for themselves. Told by their ids alone. */
import { isPersonalId } from '#domain/personal/personal.ts';
import { isOpenRecordsId } from '#domain/presence/open-records.ts';

export const isBesideSettings = (id: string): boolean => isOpenRecordsId(id) || isPersonalId(id);
