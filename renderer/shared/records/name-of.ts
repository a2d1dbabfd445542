import type { Names } from '#contracts/shared.ts';
import { nameIn } from '#domain/records/names.ts';
import { codeTextOr, text } from '#renderer/shared/i18n/i18n.ts';
import { isFirstLoad } from '#renderer/shared/sync/sync-summary.ts';

/**
 * What a record is called that another one names by its id. One that is not on this device, not yet or not any more, has no name here, and its
 * id says nothing to a reader; while the first load runs it is still to come. Who acted may also be the program itself.
 */
export const nameOf = (names: Names, id: string): string =>
  nameIn(names, id) ??
  codeTextOr('common:actors', id, text(isFirstLoad() ? 'common:actors.toCome' : 'common:actors.unknown'));
