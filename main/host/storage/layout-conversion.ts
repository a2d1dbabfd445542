import { moveJson } from './json-conversion.ts';
import { addSums } from './sum-conversion.ts';
import type { TableHome } from './table-types.ts';

export type ConversionStep = 'checksums' | 'documents';

/**
 * Brings a store of an older layout to today's, before anything reads it: what each version since brought, in their order. `turn` is awaited between batches;
 * `onProgress` is told how many rows of a step are done, of how many in all. Does nothing on a store of today.
 */
export async function convertLayout(
  store: Pick<TableHome, 'connection' | 'damaged'> & { readonly path: string },
  turn: () => Promise<void>,
  onProgress: (step: ConversionStep, done: number, total: number) => void,
): Promise<void> {
  await addSums(store, turn, (done, total) => onProgress('checksums', done, total));
  await moveJson(store, turn, (done, total) => onProgress('documents', done, total));
}
