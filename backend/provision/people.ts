import { identityRoles, withoutIdentity } from '#domain/permissions/identity.ts';
import { keepRoles } from './accounts.ts';
import type { CouchAdmin } from './couch-client.ts';
import { expect, type Outcome } from './steps.ts';

type Doc = Readonly<Record<string, unknown>>;
type Row = { readonly id: string; readonly doc?: Doc | null };

const docsOf = async (admin: CouchAdmin, database: string): Promise<readonly Doc[]> => {
  const answer = await admin.request('GET', `/${database}/_all_docs?include_docs=true`);
  expect(answer, `read ${database}`);
  return (answer.body.rows as readonly Row[]).flatMap(({ id, doc }) =>
    doc == null || id.startsWith('_design/') ? [] : [doc],
  );
};

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

const NOBODY = { personId: null, teamIds: [] } as const;

/**
 * Brings what accounts carry of their people up to date with the directory: an account is the person's whose entry names its login, and nobody's
 * once that person is active no more.  * Accounts whose login no entry names, or two, keep what they have and are left to whoever manages them.
 * @returns the accounts that a person was found for
 */
export async function ensurePeople(
  admin: CouchAdmin,
  directory: string,
): Promise<readonly { readonly login: string; readonly outcome: Outcome }[]> {
  const people = new Map<string, Doc | null>();
  for (const entry of await docsOf(admin, directory)) {
    if (entry.type !== 'person' || typeof entry.login !== 'string') continue;
    people.set(entry.login, people.has(entry.login) ? null : entry);
  }
  const done: { readonly login: string; readonly outcome: Outcome }[] = [];
  for (const account of await docsOf(admin, '_users')) {
    const login = String(account.name);
    const person = people.get(login);
    if (account.type !== 'user' || person == null) continue;
    const identity =
      person.active === false ? NOBODY : { personId: String(person._id), teamIds: texts(person.teamIds) };
    const roles = [...withoutIdentity(texts(account.roles)), ...identityRoles(identity)];
    done.push({ login, outcome: await keepRoles(admin, account, roles) });
  }
  return done;
}
