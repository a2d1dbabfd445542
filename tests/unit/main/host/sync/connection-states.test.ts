import { describe, expect, it } from 'vitest';
import {
  BEGINNING,
  type ConnectionEvent,
  type ConnectionPhase,
  type ConnectionState,
  pauseAfter,
  stateAfter,
} from '#main/host/sync/connection-states.ts';
import { CouchError } from '#main/host/sync/couch-client.ts';

const error = new CouchError('offline', 0, 'no answer');
const EVENTS: Readonly<Record<ConnectionEvent['type'], ConnectionEvent>> = {
  answered: { type: 'answered' },
  failed: { type: 'failed', error, retryAtMs: 5_000 },
  refused: { type: 'refused', error },
  due: { type: 'due' },
  woken: { type: 'woken' },
  paused: { type: 'paused' },
  resumed: { type: 'resumed' },
  closed: { type: 'closed' },
};
const inPhase = (phase: ConnectionPhase): ConnectionState => ({
  phase,
  failures: 3,
  error: phase === 'online' ? null : error,
  retryAtMs: phase === 'offline' ? 4_000 : null,
});

describe.each<ConnectionPhase>(['connecting', 'online', 'offline', 'refused', 'paused', 'none'])(
  'a connection that is %s',
  (phase) => {
    const afterEvent = (type: ConnectionEvent['type']): ConnectionState | null =>
      stateAfter(inPhase(phase), EVENTS[type]);

    it('can be closed for good from anywhere', () => {
      expect(afterEvent('closed')?.phase).toBe(phase === 'none' ? undefined : 'none');
    });

    it('has a next attempt only while it is offline', () => {
      const due = Object.keys(EVENTS).filter((type) => afterEvent(type as never)?.retryAtMs != null);
      expect(due).toEqual(['connecting', 'online', 'offline'].includes(phase) ? ['failed'] : []);
    });

    it('knows of no error as soon as the server answered', () => {
      expect(afterEvent('answered')?.error ?? null).toBeNull();
    });
  },
);

it('a pause outlasts whatever requests find out, and ends in a new first attempt', () => {
  const paused = inPhase('paused');
  for (const type of ['answered', 'failed', 'refused', 'due', 'woken'] as const) {
    expect(stateAfter(paused, EVENTS[type])).toBeNull();
  }
  expect(stateAfter(paused, EVENTS.resumed)).toMatchObject({ phase: 'connecting', failures: 0 });
});

it('waking begins to count the failures anew, a lost connection goes on from none', () => {
  expect(stateAfter(inPhase('offline'), EVENTS.woken)?.failures).toBe(0);
  expect(stateAfter(inPhase('offline'), EVENTS.failed)?.failures).toBe(4);
  expect(stateAfter({ ...BEGINNING, phase: 'online' }, EVENTS.failed)?.failures).toBe(1);
});

it('the pause doubles up to its limit and is spread over its upper half', () => {
  const backoff = { firstMs: 1_000, maxMs: 8_000 };
  expect([0, 1, 2, 3, 4, 99].map((failures) => pauseAfter(failures, backoff, 1))).toEqual([
    1_000, 2_000, 4_000, 8_000, 8_000, 8_000,
  ]);
  expect(pauseAfter(0, backoff, 0)).toBe(500);
});
