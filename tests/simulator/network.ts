import type { Answer } from './couch-answers.ts';
import type { CouchNode } from './couch-model.ts';
import { type Random, randomFrom, seedOf } from './random.ts';
import type { SimProcess, WorldTime } from './virtual-time.ts';

/** How a machine's line is: what it does to requests, and how often. */
export type LineState =
  | 'good'
  /** Nothing goes through, and that is told at once. */
  | 'down'
  /** Nothing goes through, and nobody is told. */
  | 'silent'
  /** Any request may be lost, before or after it did its work, be cut short, or be answered by a proxy in between. */
  | 'bad';

export type Line = {
  state: LineState;
  /** Which node a new request reaches. */
  node: CouchNode;
  readonly random: Random;
  /** Ends what is under way, with an error. */
  readonly breaks: Set<() => void>;
};

/** What may happen to a request on a bad line. */
type Fate = 'through' | 'lost' | 'answer lost' | 'answer cut' | 'proxy before' | 'proxy after' | 'signed out';

const FATES: readonly (readonly [Fate, number])[] = [
  ['through', 50],
  ['lost', 10],
  ['answer lost', 14],
  ['answer cut', 10],
  ['proxy before', 5],
  ['proxy after', 6],
  ['signed out', 5],
];

const fateOf = (random: Random): Fate => {
  let left = random.below(FATES.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [fate, weight] of FATES) {
    left -= weight;
    if (left < 0) return fate;
  }
  return 'through';
};

/** `notes`: of how far a device is (`_local`), which stand beside the documents. */
export type Traffic = { requests: number; writes: number; notes: number };

const broken = (): TypeError =>
  new TypeError('fetch failed', { cause: new Error('the line broke (simulated)') });

/** As much of a `Response` as the client reads. */
const responseOf = (time: WorldTime, answer: Answer, isCut: boolean) => {
  const bytes = new TextEncoder().encode(answer.body);
  const headers = new Map([['date', new Date(Math.floor(time.nowMs() / 1000) * 1000).toUTCString()]]);
  return {
    status: answer.status,
    ok: answer.status >= 200 && answer.status < 300,
    headers: {
      get: (name: string): string | null => headers.get(name.toLowerCase()) ?? null,
      getSetCookie: (): string[] => (answer.cookie === undefined ? [] : [`${answer.cookie}; Path=/`]),
    },
    body: (async function* () {
      if (!isCut) {
        yield bytes;
        return;
      }
      yield bytes.slice(0, Math.floor(bytes.length / 2));
      throw broken();
    })(),
  };
};

const PROXY: Answer = { status: 502, body: JSON.stringify({ error: 'bad_gateway', reason: 'simulated' }) };
const SIGNED_OUT: Answer = {
  status: 401,
  body: JSON.stringify({ error: 'unauthorized', reason: 'simulated' }),
};

export const createNetwork = (time: WorldTime, seed: number) => {
  const lines = new Map<string, Line>();
  const traffic: Traffic = { requests: 0, writes: 0, notes: 0 };

  const fetchAs = (who: SimProcess, line: Line, url: string, init: RequestInit): Promise<unknown> => {
    traffic.requests += 1;
    const method = init.method ?? 'GET';
    const path = url.replace(/^https?:\/\/[^/]+/, '');
    const isSession = path.startsWith('/_session');
    if (method !== 'GET' && path.includes('/_local/')) traffic.notes += 1;
    else if (method === 'PUT' || method === 'DELETE' || path.includes('_bulk_docs')) traffic.writes += 1;
    const { random } = line;
    const wayMs = (): number => 2 + random.below(40) + (random.chance(0.05) ? random.below(3_000) : 0);
    return new Promise((resolve, reject) => {
      let isOver = false;
      // Whoever asked is told as the process that it is; a process that is gone is told nothing.
      const tell = (delayMs: number, work: () => void): void => {
        time.queue.add(
          () => {
            if (isOver) return;
            end();
            work();
          },
          delayMs,
          who,
        );
      };
      const end = (): void => {
        isOver = true;
        line.breaks.delete(breakNow);
        init.signal?.removeEventListener('abort', aborted);
      };
      const aborted = (): void => {
        if (isOver) return;
        end();
        reject(init.signal?.reason);
      };
      const fail = (delayMs: number): void => tell(delayMs, () => reject(broken()));
      const breakNow = (): void => fail(1);
      line.breaks.add(breakNow);
      init.signal?.addEventListener('abort', aborted);
      if (line.state === 'down') return fail(1 + random.below(20));
      if (line.state === 'silent') return;
      const drawn = line.state === 'bad' ? fateOf(random) : 'through';
      // Who is let in by name and password is not sent away: a refusal there is the server's word on the password, and waits for a person.
      const fate = drawn === 'signed out' && isSession ? 'through' : drawn;
      if (fate === 'lost') return random.chance(0.3) ? undefined : fail(wayMs());
      const give = (answer: Answer, isCut = false): void =>
        tell(wayMs(), () => resolve(responseOf(time, answer, isCut)));
      const headers = init.headers as Readonly<Record<string, string>>;
      const { node } = line;
      time.later(wayMs(), () => {
        if (fate === 'proxy before') return give(PROXY);
        if (fate === 'signed out') return give(SIGNED_OUT);
        const body = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
        node.handle({ method, path, body, cookie: headers.cookie ?? null }, (answer) => {
          // The line went down while the answer was under way.
          if (line.state === 'silent' || isOver) return;
          if (line.state === 'down' || fate === 'answer lost') return fail(wayMs());
          if (fate === 'proxy after') return give(PROXY);
          give(answer, fate === 'answer cut');
        });
      });
    });
  };

  return {
    traffic,
    line: (name: string, node: CouchNode): Line => {
      const known = lines.get(name);
      if (known !== undefined) return known;
      const random = randomFrom(seedOf(seed, 'line', name));
      const made: Line = { state: 'good', node, random, breaks: new Set() };
      lines.set(name, made);
      return made;
    },
    /** Everything under way breaks; new requests are as the line is. */
    breakAll: (line: Line): void => {
      for (const end of [...line.breaks]) end();
    },
    fetch: (url: string, init: RequestInit): Promise<unknown> => {
      const who = time.current();
      const line = who === null ? undefined : lines.get(who.name);
      if (who === null || line === undefined) throw new Error(`nobody asked for ${url}`);
      if (!who.isAlive) return new Promise(() => {});
      return fetchAs(who, line, url, init);
    },
  };
};

export type Network = ReturnType<typeof createNetwork>;
