import { upgraded } from '#domain/records/upgrade.ts';
import type { CouchAdmin } from './couch-client.ts';
import { expect, type Outcome, StepRefused } from './steps.ts';

type Row = {
  readonly id: string;
  readonly doc?: Readonly<Record<string, unknown>> | null;
};
type Written = { readonly id: string; readonly error?: string; readonly reason?: string };

/** Sent at once: a server takes 10,000 documents, and so many megabytes. */
const BATCH = 500;

const recordsOf = async (admin: CouchAdmin, database: string, withDocs: boolean): Promise<readonly Row[]> => {
  const answer = await admin.request('GET', `/${database}/_all_docs?include_docs=${withDocs}`);
  expect(answer, `read ${database}`);
  return (answer.body.rows as readonly Row[]).filter(({ id }) => !id.startsWith('_design/'));
};

/**
 * Copies the records of a collection that was renamed out of the database of its former name, those that are not there yet. That database
 * stays as it is: consoles that know it only go on with it until they are updated. Nothing is ever deleted, so what is missing was never here.
 */
export async function ensureFormerRecords(
  admin: CouchAdmin,
  former: string,
  database: string,
): Promise<Outcome> {
  const found = await admin.request('GET', `/${former}`);
  if (found.status === 404) return 'unchanged';
  expect(found, `look for ${former}`);
  const present = new Set((await recordsOf(admin, database, false)).map(({ id }) => id));
  const docs = (await recordsOf(admin, former, true)).flatMap(({ id, doc }) => {
    if (present.has(id) || doc === null || doc === undefined) return [];
    const { _rev, ...record } = doc;
    return [upgraded(record)];
  });
  if (docs.length === 0) return 'unchanged';
  for (let at = 0; at < docs.length; at += BATCH) {
    const answer = await admin.request('POST', `/${database}/_bulk_docs`, {
      docs: docs.slice(at, at + BATCH),
    });
    expect(answer, `copy ${former} to ${database}`);
    // Alone of all answers this one is a list.
    const refused = (answer.body as unknown as readonly Written[]).find((row) => row.error !== undefined);
    if (refused !== undefined) {
      throw new StepRefused(`Could not copy ${refused.id} of ${former} to ${database}: ${refused.reason}`);
    }
  }
  return 'created';
}
