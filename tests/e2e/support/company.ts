import type { Page } from '@playwright/test';
import { provision } from '#backend/provision/provision.ts';
import { SAMPLE_ACCOUNTS } from '#backend/sample-company/accounts.ts';
import { generateSampleCompany } from '#backend/sample-company/generate.ts';
import { startServer } from '#backend/server/server.ts';
import { databaseNameOf } from '#domain/records/collections.ts';
import type { Role } from '#domain/records/common.ts';
import { expect, type LaunchOptions, type RunningConsole, test } from './console.ts';

export type Company = {
  /** The central server's address, without credentials. */
  readonly url: string;
  /** What a console is started with to use it. */
  readonly env: Readonly<Record<string, string>>;
  /** Somebody who may call: the name, and the name of a device they use. */
  readonly caller: { readonly name: string; readonly device: string };
  /** Everything it was filled with. */
  readonly docs: readonly { readonly id: string }[];
  /** From now on the server refuses every edit of a ticket for this reason, as its rules would tell it. */
  readonly refuseTickets: (reason: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

const asAdmin = async (adminUrl: string, method: string, path: string, body?: object): Promise<Response> => {
  const { username, password, origin } = new URL(adminUrl);
  return fetch(`${origin}/${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
};

type BulkRow = { readonly id: string; readonly error?: string; readonly reason?: string };

/** Writes through the server's own checks, as an importer would. */
async function write(
  adminUrl: string,
  database: string,
  docs: readonly { readonly id: string }[],
): Promise<void> {
  const answer = await asAdmin(adminUrl, 'POST', `${database}/_bulk_docs`, {
    docs: docs.map((doc) => ({ ...doc, _id: doc.id })),
  });
  const rows = (await answer.json()) as readonly BulkRow[];
  const refused = rows.find((row) => row.error !== undefined);
  if (refused !== undefined)
    throw new Error(`${database}/${refused.id}: ${refused.error}, ${refused.reason}`);
}

/** Environment of a console that syncs with a server of the sample company. */
export const consoleEnv = (serverUrl: string): Readonly<Record<string, string>> => ({
  DESKHAND_SERVER: serverUrl,
  DESKHAND_SAMPLE_COMPANY: '1',
});

/** A server of its own in memory with a small sample company; the same one every time, but for the hour. */
export async function startCompany(tickets = 40): Promise<Company> {
  const server = await startServer({ port: 0, dataDir: '', inMemory: true });
  const accounts = SAMPLE_ACCOUNTS.map(({ login, password, roles, personId, teamIds }) => ({
    login,
    password,
    roles,
    personId,
    teamIds,
  }));
  const provisioned = await provision({ serverUrl: server.adminUrl, accounts });
  if (!provisioned.ok) throw new Error(provisioned.error.reason);
  const company = generateSampleCompany({ seed: 7, tickets, cis: 60, now: new Date().toISOString() });
  const names = new Map<string, string>();
  const devices = new Map<string, string>();
  const docs: { readonly id: string }[] = [];
  for (const batch of company) {
    await write(server.adminUrl, databaseNameOf('deskhand', batch.collection), batch.docs);
    docs.push(...batch.docs);
    if (batch.collection === 'directory') {
      for (const entry of batch.docs) if (entry.type === 'person') names.set(entry.id, entry.name);
    }
    if (batch.collection === 'configItems') {
      for (const ci of batch.docs) if (ci.userId !== null) devices.set(ci.userId, ci.name);
    }
  }
  const [userId, device] = [...devices][0] ?? ['', ''];
  return {
    url: server.url,
    env: consoleEnv(server.url),
    caller: { name: names.get(userId) ?? '', device },
    docs,
    refuseTickets: async (reason) => {
      const path = `${databaseNameOf('deskhand', 'tickets')}/_design/deskhand`;
      const design = (await (await asAdmin(server.adminUrl, 'GET', path)).json()) as object;
      const rule = `function () { throw({ forbidden: ${JSON.stringify(reason)} }); }`;
      await asAdmin(server.adminUrl, 'PUT', path, { ...design, validate_doc_update: rule });
    },
    close: () => server.close(),
  };
}

/** One company for all tests of a file, started before the first of them: not to be asked earlier. */
export function companyForAll(tickets?: number): Omit<Company, 'close' | 'refuseTickets'> {
  let company: Company;
  test.beforeAll(async () => {
    company = await startCompany(tickets);
  });
  test.afterAll(() => company.close());
  return {
    get url() {
      return company.url;
    },
    get env() {
      return company.env;
    },
    get caller() {
      return company.caller;
    },
    get docs() {
      return company.docs;
    },
  };
}

export function accountWith(role: Role): (typeof SAMPLE_ACCOUNTS)[number] {
  const account = SAMPLE_ACCOUNTS.find(({ roles }) => roles.includes(role));
  if (account === undefined) throw new Error(`no sample account has the role ${role}`);
  return account;
}

/** Signs the sample account of a role in at the sign-in page, and waits for the server. */
export async function signIn(window: Page, role: Role): Promise<void> {
  await window.getByRole('button', { name: accountWith(role).login }).click();
  await expect(window.getByText('Online', { exact: true })).toBeVisible();
}

/** A console of the company, at which the sample account of a role has signed in. */
export async function launchAs(
  role: Role,
  launchConsole: (options: LaunchOptions) => Promise<RunningConsole>,
  { env }: Pick<Company, 'env'>,
): Promise<RunningConsole> {
  const running = await launchConsole({ env });
  await signIn(running.window, role);
  return running;
}
