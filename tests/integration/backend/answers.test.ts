import { afterAll, beforeAll, expect, test } from 'vitest';
import { QUESTIONS, type Question, type Who } from './answers.ts';
import { addUser, clientOf, type ServerProcess, startProcess } from './server-process.ts';

let server: ServerProcess;
const headersOf: Record<string, Readonly<Record<string, string>>> = {};
const names: Record<string, string> = {};

const basic = (user: string, password: string): Readonly<Record<string, string>> => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

beforeAll(async () => {
  server = await startProcess();
  headersOf.nobody = {};
  headersOf.admin = basic(server.admin.user, server.admin.password);
  const roles: Readonly<Record<string, readonly string[]>> = {
    member: ['members'],
    keeper: ['keepers'],
    stranger: [],
  };
  for (const [who, itsRoles] of Object.entries(roles)) {
    await addUser(server, who, itsRoles);
    headersOf[who] = basic(server.named(who), `${who}-password`);
  }
  const admin = clientOf(server.url, server.admin);
  const db = `/${server.named('answers')}`;
  await admin('PUT', db);
  await admin('PUT', `${db}/_security`, {
    admins: { names: [], roles: ['keepers'] },
    members: { names: [], roles: ['members'] },
  });
  // With rules of its own, as each of Deskhand's: a database without any takes edits of revisions that it does not have.
  const rules = { views: { v: { map: 'function () {}' } }, validate_doc_update: 'function () {}' };
  expect((await admin('PUT', `${db}/_design/rules`, rules)).status).toBe(201);
  const old = (await admin('PUT', `${db}/a`, { n: 1 })).body.rev;
  const rev = (await admin('PUT', `${db}/a`, { n: 2, _rev: old })).body.rev;
  const gone = (await admin('PUT', `${db}/gone`, {})).body.rev;
  await admin('DELETE', `${db}/gone?rev=${gone}`);
  Object.assign(names, { '{db}': db, '{old}': old, '{rev}': rev });
});
afterAll(() => server.stop());

let lastNew = 0;

/** The same text with what is meant by its placeholders. */
const filled = (text: string, fresh: string): string =>
  text.replaceAll(/\{(?:db|old|rev)\}/g, (name) => names[name] ?? name).replaceAll('{new}', fresh);

const bodyOf = (body: unknown, fresh: string): BodyInit | undefined => {
  if (body === undefined) return undefined;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  // As bytes, since `fetch` says of a text by itself what it is.
  return Buffer.from(filled(typeof body === 'string' ? body : JSON.stringify(body), fresh));
};

/** The answer as the table writes it. */
const answerTo = async ({
  who,
  ask,
  body,
  type = 'application/json',
  headers = {},
}: Question): Promise<string> => {
  lastNew += 1;
  const fresh = server.named(`new-${lastNew}`);
  const [method = '', path = ''] = ask.split(' ');
  const sent = bodyOf(body, fresh);
  const response = await fetch(`${server.url}${filled(path, fresh)}`, {
    method,
    headers: {
      accept: 'application/json',
      ...headersOf[who],
      ...(sent === undefined || type === null ? {} : { 'content-type': type }),
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value, fresh)])),
    },
    ...(sent === undefined ? {} : { body: sent }),
  });
  const text = await response.text();
  const name = response.status < 400 || text === '' ? '' : ` ${JSON.parse(text).error}`;
  return `${response.status}${name}`;
};

const shown = ({ who, ask, body, type, headers }: Question): string =>
  `${who as Who} ${ask.slice(0, 80)} ${JSON.stringify([body, type, headers]).slice(0, 200)}`;

for (const [about, questions] of Object.entries(QUESTIONS)) {
  test(`${about}: the embedded server answers as a CouchDB does`, async () => {
    for (const question of questions) {
      expect.soft(question.answers, shown(question)).toContain(await answerTo(question));
    }
    // Nothing of it has hurt the server.
    expect((await fetch(`${server.url}/_up`)).status).toBe(200);
  });
}
