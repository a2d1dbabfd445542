import { recompute } from '#domain/processes/engine.ts';
import type { ProcessRecord } from '#domain/processes/process.ts';
import { processIn } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import type { CompanySettings } from './company-settings.ts';

/** Derived fields computed anew by the record's own process where they have a cause since `previous`: after fields were merged, a clash decided. Without `previous` all of them are. */
export const recomputeRecord = <C extends CollectionName>(
  collection: C,
  record: RecordOf[C],
  previous: RecordOf[C] | null,
  settings: Pick<CompanySettings, 'incident' | 'withSla'>,
): RecordOf[C] => {
  const counted = {
    ...record,
    openClashes: record.clashes.filter((clash) => clash.resolvedAt === null).length,
  };
  const typed = counted as ProcessRecord;
  const process = processIn(collection, typed.type);
  if (process === null) return counted;
  const context = { settings: settings.incident(), sla: settings.withSla };
  return recompute(process, typed, context, previous as ProcessRecord | null) as RecordOf[C];
};
