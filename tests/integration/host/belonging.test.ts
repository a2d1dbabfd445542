/** A profile belongs to one company: another server takes the password of who signed in last, and says nothing about people who are known here. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '#main/host/host.ts';
import { command, openProfile, type Profile, tempProfile } from './support/test-host.ts';

/** Answers as a CouchDB that lets in who knows one of its passwords; `sendsOn` redirects all instead. */
class Couch {
  readonly passwords = new Map<string, string>();
  sendsOn: string | null = null;
  asked = 0;
  #server: Server | null = null;
  url = '';

  async start(): Promise<void> {
    this.#server = createServer(async (req, res) => {
      this.asked += 1;
      if (this.sendsOn !== null) {
        res.writeHead(307, { location: `${this.sendsOn}${req.url}` }).end();
        return;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk as Buffer);
      res.setHeader('content-type', 'application/json');
      if (req.method !== 'POST' || req.url !== '/_session') {
        res.writeHead(404).end('{"error":"not_found","reason":"missing"}');
        return;
      }
      const { name, password } = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>;
      const isRight = this.passwords.get(name ?? '') === password;
      const roles = ['administrator', `person:person-${name}`];
      if (isRight) res.setHeader('set-cookie', 'AuthSession=x; Path=/');
      res
        .writeHead(isRight ? 200 : 401)
        .end(JSON.stringify(isRight ? { ok: true, name, roles } : { error: 'unauthorized' }));
    });
    await new Promise<void>((done) => this.#server?.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((done) => this.#server?.close(done));
  }
}

let profile: Profile;
let host: Host;
let ours: Couch;
let rogue: Couch;
const setServer = (input: { url: string | null; prefix?: string; password?: string; insecure?: boolean }) =>
  command(host, 'session.setServer', { prefix: 'deskhand', ...input });
const signIn = (login: string, password: string) => command(host, 'session.signIn', { login, password });
const signOut = () => command(host, 'session.signOut', {});

beforeEach(async () => {
  ours = new Couch();
  rogue = new Couch();
  await Promise.all([ours.start(), rogue.start()]);
  ours.passwords.set('anna', 'right');
  rogue.passwords.set('anna', 'made up').set('mallory', 'x');
  profile = tempProfile();
  host = await openProfile(profile.dir);
});
afterEach(async () => {
  await host.close();
  await Promise.all([ours.stop(), rogue.stop()]);
  profile.remove();
});

describe('a profile in which somebody signed in', () => {
  beforeEach(async () => {
    expect(await setServer({ url: ours.url })).toMatchObject({ ok: true });
    expect(await signIn('anna', 'right')).toMatchObject({ ok: true });
    await signOut();
  });

  it('takes another server from who knows that person’s password only', async () => {
    const needed = { code: 'password_needed', details: { login: 'anna' } };
    expect(await setServer({ url: rogue.url })).toMatchObject({ ok: false, error: needed });
    expect(await setServer({ url: null })).toMatchObject({ ok: false, error: needed });
    expect(await setServer({ url: ours.url, prefix: 'other' })).toMatchObject({ ok: false, error: needed });
    const wrong = await setServer({ url: rogue.url, password: 'made up' });
    expect(wrong).toMatchObject({
      ok: false,
      error: { code: 'wrong_password', reason: 'session.wrong_own_password' },
    });
    expect(rogue.asked).toBe(0);
    expect(await setServer({ url: `${ours.url}/` })).toMatchObject({ ok: true });
    expect(await setServer({ url: rogue.url, password: 'right' })).toMatchObject({ ok: true });
  });

  it('lets no other server say who somebody is that it knows', async () => {
    await setServer({ url: rogue.url, password: 'right' });
    expect(await signIn('anna', 'made up')).toMatchObject({ ok: false, error: { code: 'other_server' } });
    // Not forgotten at its word either: offline the old password counts.
    expect(await signIn('anna', 'right')).toMatchObject({ ok: false, error: { code: 'wrong_password' } });
    expect(await setServer({ url: null, password: 'right' })).toMatchObject({ ok: true });
    expect(await signIn('anna', 'right')).toMatchObject({ ok: true, data: { offline: true } });
  });

  it('moves to another server with who knows both passwords to be one', async () => {
    rogue.passwords.set('anna', 'right');
    await setServer({ url: rogue.url, password: 'right' });
    expect(await signIn('anna', 'right')).toMatchObject({ ok: true, data: { offline: false } });
    await signOut();
    rogue.passwords.set('anna', 'changed there');
    expect(await signIn('anna', 'changed there')).toMatchObject({ ok: true });
  });

  it('keeps its server when the server took everybody away', async () => {
    ours.passwords.clear();
    expect(await signIn('anna', 'right')).toMatchObject({ ok: false });
    expect(await setServer({ url: rogue.url })).toMatchObject({ ok: false, error: { code: 'server_kept' } });
    ours.passwords.set('anna', 'new');
    expect(await signIn('anna', 'new')).toMatchObject({ ok: true });
  });
});

describe('an address', () => {
  it.each(['http://couch.example.com', 'http://10.0.0.7:5984', 'http://127.0.0.1.evil.example'])(
    'that is readable on the way takes a yes: %s',
    async (url) => {
      expect(await setServer({ url })).toMatchObject({ ok: false, error: { code: 'insecure_address' } });
      expect(await setServer({ url, insecure: true })).toMatchObject({ ok: true });
    },
  );

  it.each(['https://couch.example.com', 'http://127.0.0.1:5984', 'http://localhost', 'http://[::1]:5984'])(
    'that is not takes none: %s',
    async (url) => expect(await setServer({ url })).toMatchObject({ ok: true }),
  );

  it('that sends on is not followed with a password', async () => {
    ours.sendsOn = rogue.url;
    await setServer({ url: ours.url });
    expect(await signIn('mallory', 'x')).toMatchObject({ ok: false });
    expect(rogue.asked).toBe(0);
  });
});
