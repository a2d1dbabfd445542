import type { KnownItem } from '#domain/cmdb/matching.ts';
import { parseJson, type Reads, sql } from './sql.ts';

/** What a configuration item is recognised by when an import or a scan names it. */
export type CiIdentity = KnownItem & { readonly assetTag: string | null; readonly ips: readonly string[] };

type Extracted = readonly [
  string | null,
  string | null,
  string | null,
  readonly string[] | null,
  readonly string[] | null,
  string | null,
];

/** Identifiers of all configuration items, retired ones too: a device that comes back is the same device. */
export const ciIdentities = (reads: Reads): readonly CiIdentity[] =>
  reads
    .all(
      sql(
        `SELECT id, json_extract(data, '$.serial', '$.uuid', '$.name', '$.macs', '$.ips', '$.assetTag')
         FROM ${reads.table('configItems')} WHERE deleted = 0`,
      ),
    )
    .map((row) => {
      const [serial, uuid, name, macs, ips, assetTag] = parseJson<Extracted>(row[1]);
      return { id: String(row[0]), serial, uuid, name, macs: macs ?? [], ips: ips ?? [], assetTag };
    });
