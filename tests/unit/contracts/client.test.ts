import { beforeEach, expect, it } from 'vitest';
import { createClient, type Wire } from '#contracts/client.ts';
import type { ClientMessage, HostMessage } from '#contracts/wire.ts';

/** The host's end of a wire: what was sent to it, and a way to answer. */
const openWire = () => {
  const sent: ClientMessage[] = [];
  let listener: (message: HostMessage) => void = () => {};
  const wire: Wire = {
    send: (message) => void sent.push(message),
    listen: (given) => {
      listener = given;
    },
    close: () => {},
  };
  return { wire, sent, answer: (message: HostMessage) => listener(message) };
};

const listen = () => {
  const heard: unknown[] = [];
  return {
    heard,
    data: (data: unknown) => void heard.push(data),
    failed: (error: { readonly code: string }) => void heard.push(error.code),
  };
};

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const ANSWER = { settings: [], calendars: [], services: [] };

let client: ReturnType<typeof createClient>;
let host: ReturnType<typeof openWire>;
beforeEach(() => {
  client = createClient();
  host = openWire();
  client.connect(host.wire);
});

it('follows what several parts ask for once, and tells each of them all there is', async () => {
  const [first, second, other] = [listen(), listen(), listen()];
  const stopFirst = client.live('settings.all', {}, first);
  client.live('directory.members', { teamId: null }, other);
  expect(host.sent.map((message) => message.t)).toEqual(['subscribe', 'subscribe']);
  host.answer({ t: 'snapshot', id: 1, data: ANSWER });
  const stopSecond = client.live('settings.all', {}, second);
  expect(second.heard).toEqual([]);
  await soon();
  expect(second.heard).toEqual([ANSWER]);
  // The very same object, so that nothing is drawn twice.
  expect(second.heard[0]).toBe(first.heard[0]);
  host.answer({ t: 'patch', id: 1, patch: { kind: 'replace', data: 'changed' } });
  expect([first.heard, second.heard]).toEqual([
    [ANSWER, 'changed'],
    [ANSWER, 'changed'],
  ]);
  stopFirst();
  expect(host.sent).toHaveLength(2);
  host.answer({ t: 'patch', id: 1, patch: { kind: 'replace', data: 'again' } });
  expect([first.heard.length, second.heard.length]).toEqual([2, 3]);
  stopSecond();
  stopSecond();
  expect(host.sent.slice(2)).toEqual([{ t: 'unsubscribe', id: 1 }]);
  expect(other.heard).toEqual([]);
});

it('tells an answer once to whoever begins to listen just before it comes', async () => {
  client.live('settings.all', {}, listen());
  host.answer({ t: 'snapshot', id: 1, data: 'old' });
  const late = listen();
  client.live('settings.all', {}, late);
  host.answer({ t: 'snapshot', id: 1, data: 'new' });
  await soon();
  expect(late.heard).toEqual(['new']);
});

it('asks the host again after a failure, which may be over', async () => {
  const first = listen();
  client.live('settings.all', {}, first);
  host.answer({ t: 'failed', id: 1, error: { code: 'signed_out', reason: 'session.sign_in' } });
  const second = listen();
  client.live('settings.all', {}, second);
  await soon();
  expect(second.heard).toEqual([]);
  expect(host.sent.map((message) => message.t)).toEqual(['subscribe', 'subscribe']);
  host.answer({ t: 'snapshot', id: 1, data: ANSWER });
  expect([first.heard, second.heard]).toEqual([['signed_out', ANSWER], [ANSWER]]);
});

it('renews each subscription once at a host that was started again', () => {
  client.live('settings.all', {}, listen());
  client.live('settings.all', {}, listen());
  const next = openWire();
  client.disconnect();
  client.connect(next.wire);
  expect(next.sent).toEqual([{ t: 'subscribe', id: 1, name: 'settings.all', input: {} }]);
});

it('writes nothing that could not be read: calls and questions are told so without the host', async () => {
  const endless: { self?: unknown } = {};
  endless.self = endless;
  const input = { key: 'incident:1', label: '', fields: endless } as const;
  expect(await client.command('drafts.save', input as never)).toMatchObject({
    ok: false,
    error: { code: 'message_too_large', reason: 'call.too_deep' },
  });
  const heard = listen();
  client.live('settings.all', endless as never, heard);
  expect(heard.heard).toEqual([]);
  await soon();
  expect(heard.heard).toEqual(['message_too_large']);
  client.live('settings.all', endless as never, heard)();
  await soon();
  expect(heard.heard).toEqual(['message_too_large']);
  expect(host.sent).toEqual([]);
});
