import { expect, it } from 'vitest';
import { type HostMessage, MAX_CALLS, MAX_FOLLOWED } from '#contracts/wire.ts';
import type { Dispatcher } from '#main/host/kernel/dispatcher.ts';
import type { LiveQuery } from '#main/host/kernel/live-queries.ts';
import { servePort } from '#main/host/kernel/port-server.ts';

/** A port whose host never comes to an end with anything. */
const busyPort = () => {
  const sent: HostMessage[] = [];
  let hear: (message: unknown) => void = () => {};
  let begun = 0;
  const dispatcher: Dispatcher = {
    run: () => {
      begun += 1;
      return new Promise(() => {});
    },
    question: (_name, input) => ({ key: JSON.stringify(input), watches: [] }),
  };
  const follow = ({ run }: LiveQuery) => {
    void run();
    return () => {};
  };
  servePort(
    {
      send: (message) => void sent.push(message),
      listen: (listener) => (hear = listener),
      onClose: () => {},
    },
    dispatcher,
    { follow, dispose: () => {} },
  );
  return { say: (message: object) => hear(message), begun: () => begun, sent };
};

it('has so many calls of a window at once, whatever numbers it gives them', () => {
  const { say, begun, sent } = busyPort();
  for (let at = 0; at < MAX_CALLS; at += 1) say({ t: 'call', id: 1, name: 'tickets.list', input: null });
  expect(begun()).toBe(1);
  expect(sent[0]).toMatchObject({
    t: 'reply',
    id: 1,
    reply: { ok: false, error: { code: 'malformed_message' } },
  });
  for (let id = 2; id <= MAX_CALLS + 5; id += 1) say({ t: 'call', id, name: 'tickets.list', input: null });
  expect(begun()).toBe(MAX_CALLS);
});

it('asks so much at once for what a window follows, also when it lets go at once', () => {
  const { say, begun, sent } = busyPort();
  for (let at = 1; at <= MAX_FOLLOWED + 5; at += 1) {
    const id = at % 2 ? at : 2;
    say({ t: 'subscribe', id, name: 'tickets.list', input: { at } });
    say({ t: 'unsubscribe', id });
  }
  expect(begun()).toBe(MAX_FOLLOWED);
  expect(sent.at(-1)).toMatchObject({ t: 'failed', error: { code: 'too_many' } });
});
