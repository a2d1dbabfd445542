import { isDeepStrictEqual } from 'node:util';
import {
  DATABASE_SECURITY,
  type DatabaseDefinition,
  DESIGN_DOC_ID,
  type IndexDefinition,
} from '#backend/databases/definitions.ts';
import type { CouchAdmin, CouchAnswer } from './couch-client.ts';

export type Outcome = 'created' | 'updated' | 'unchanged';

/** CouchDB said no to a step; caught once, in `provision`. */
export class StepRefused extends Error {}

export async function ensureDatabase(admin: CouchAdmin, name: string): Promise<Outcome> {
  const found = await admin.request('GET', `/${encodeURIComponent(name)}`);
  if (found.status === 200) return 'unchanged';
  const made = await admin.request('PUT', `/${encodeURIComponent(name)}`);
  // 412: somebody else made it between the two questions.
  if (made.status === 412) return 'unchanged';
  expect(made, `create database ${name}`);
  return 'created';
}

export async function ensureSecurity(admin: CouchAdmin, database: string): Promise<Outcome> {
  const path = `/${encodeURIComponent(database)}/_security`;
  const current = await admin.request('GET', path);
  expect(current, `read the security of ${database}`);
  if (isDeepStrictEqual(normalSecurity(current.body), normalSecurity(DATABASE_SECURITY))) return 'unchanged';
  expect(await admin.request('PUT', path, DATABASE_SECURITY), `write the security of ${database}`);
  return 'updated';
}

function normalSecurity(body: Readonly<Record<string, unknown>>): unknown {
  const group = (value: unknown): unknown => {
    const { names = [], roles = [] } = (value ?? {}) as {
      names?: readonly string[];
      roles?: readonly string[];
    };
    return { names: [...names].sort(), roles: [...roles].sort() };
  };
  return { admins: group(body.admins), members: group(body.members) };
}

/**
 * The design document with the validation function. Its `generation` is made once with the database and kept by every
 * later run: a different one tells a console that this is another database under the same name.
 */
export async function ensureDesign(
  admin: CouchAdmin,
  database: DatabaseDefinition,
  validation: string,
  newId: () => string,
): Promise<Outcome> {
  const path = `/${encodeURIComponent(database.name)}/${DESIGN_DOC_ID}`;
  const current = await admin.request('GET', path);
  if (current.status !== 200 && current.status !== 404)
    expect(current, `read ${DESIGN_DOC_ID} of ${database.name}`);
  const exists = current.status === 200;
  const { _id, _rev, ...stored } = exists ? current.body : ({} as CouchAnswer['body']);
  const generation = typeof stored.generation === 'string' ? stored.generation : newId();
  const wanted = { language: 'javascript', generation, validate_doc_update: validation };
  if (isDeepStrictEqual(stored, wanted)) return 'unchanged';
  const put = await admin.request('PUT', path, { ...wanted, ...(exists ? { _rev } : {}) });
  expect(put, `write ${DESIGN_DOC_ID} of ${database.name}`);
  return exists ? 'updated' : 'created';
}

export async function ensureIndex(
  admin: CouchAdmin,
  database: string,
  index: IndexDefinition,
): Promise<Outcome> {
  const answer = await admin.request('POST', `/${encodeURIComponent(database)}/_index`, {
    index: { fields: index.fields },
    ddoc: `deskhand-${index.name}`,
    name: index.name,
    type: 'json',
  });
  expect(answer, `create index ${index.name} of ${database}`);
  return answer.body.result === 'exists' ? 'unchanged' : 'created';
}

/** @throws StepRefused with CouchDB's own reason when the answer is not a success (202: a cluster took it for later) */
export function expect(answer: CouchAnswer, what: string): void {
  if (answer.status >= 200 && answer.status < 300) return;
  const reason = answer.body.reason ?? answer.body.error ?? '';
  throw new StepRefused(`Could not ${what}: CouchDB answered ${answer.status} ${String(reason)}`.trim());
}
