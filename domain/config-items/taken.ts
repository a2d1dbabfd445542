import { type Failure, failure } from '#domain/records/result.ts';
import { normaliseSerial } from './identifiers.ts';

type Marked = { readonly id: string; readonly serial: string | null; readonly assetTag: string | null };

const tagOf = (tag: string | null | undefined): string | null => tag?.trim().toUpperCase() || null;

/**
 * Whether another item has the serial or the tag that an item is given, which is nearly always a mistake; makers may have given one serial twice, so
 * a person decides. Null when both are free. Code `identifier_taken`.
 */
export const takenIdentifier = (
  given: { readonly serial?: string | null | undefined; readonly assetTag?: string | null | undefined },
  items: readonly (Marked & { readonly name: string | null })[],
  /** Says what to do about it: a new item is sent again, an edit is asked about. */
  reason: 'item.identifier_taken' | 'item.identifier_taken_by' = 'item.identifier_taken',
): Failure<'identifier_taken'> | null => {
  const [serial, tag] = [normaliseSerial(given.serial), tagOf(given.assetTag)];
  const sameSerial =
    serial === null ? undefined : items.find((item) => normaliseSerial(item.serial) === serial);
  const sameTag = tag === null ? undefined : items.find((item) => tagOf(item.assetTag) === tag);
  const other = sameSerial ?? sameTag;
  if (other === undefined) return null;
  const field = sameSerial === undefined ? 'assetTag' : 'serial';
  return failure('identifier_taken', reason, {
    field,
    value: sameSerial === undefined ? other.assetTag : other.serial,
    name: other.name ?? other.id,
    itemId: other.id,
  });
};
