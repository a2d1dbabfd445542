import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkStore } from '#main/host/storage/check.ts';
import { type Bundle, bundleForNode } from '../support/bundle.ts';
import { runUntilKilled } from '../support/killed.ts';
import { actAs, addDirectory, data, openProfile, query } from './support/test-host.ts';

const KILLS = 20;
/** At whatever it does first, where an order and its effects lie apart, or with one order complete; however slow the machine is. */
const DIES_AFTER = ['', 'completing', '', 'completed'];
const LOGIN = 'tech-1';
type Acknowledged = {
  readonly created: Set<string>;
  readonly notes: Map<string, string>;
  /** Device by order. */
  readonly completed: Map<string, string>;
  draft: { readonly run: string; readonly i: number } | null;
};

describe('a data host that is killed', () => {
  let writer: Bundle;
  beforeAll(async () => {
    writer = await bundleForNode('tests/integration/host/host-writer.ts');
  });
  afterAll(() => writer.remove());

  const note = (line: string, known: Acknowledged): void => {
    const [what, first = '', second = ''] = line.split(' ');
    if (what === 'created') known.created.add(first);
    if (what === 'noted') known.notes.set(first, second);
    if (what === 'completed') known.completed.set(first, second);
    if (what === 'draft') known.draft = { run: first, i: Number(second) };
  };

  const workUntilKilled = (dir: string, run: number, known: Acknowledged): Promise<void> =>
    runUntilKilled(writer.script, [dir, LOGIN, String(run)], (kill) => (line) => {
      note(line, known);
      if (line.startsWith(DIES_AFTER[run % DIES_AFTER.length] ?? '')) kill(80);
    });

  const verify = async (dir: string, known: Acknowledged): Promise<void> => {
    const host = await openProfile(dir);
    await actAs(host, { roles: ['administrator'], personId: LOGIN });
    expect(checkStore(host.store).problems).toEqual([]);
    const { records } = host.context;
    const tickets = new Map(
      (await records.getMany('tickets', [...known.created])).map((ticket) => [ticket.id, ticket]),
    );
    expect([...known.created].filter((id) => !tickets.has(id))).toEqual([]);
    for (const [id, text] of known.notes) {
      expect(tickets.get(id)?.journal.map((entry) => entry.text)).toContain(text);
    }
    const numbers = [...tickets.values()].map((ticket) => ticket.number);
    expect(new Set(numbers).size).toBe(numbers.length);
    // Acknowledged or cut off in the middle: an order that is complete has changed its device, once.
    const orders = (await host.context.database.collections.orders.find().exec()).map((found) =>
      found.toJSON(),
    );
    for (const [id] of known.completed) {
      expect(orders.find((order) => order.id === id)?.state).toBe('closed_complete');
    }
    for (const order of orders) {
      const ci = await records.get('configItems', order.devices[0]?.ciId ?? '');
      const isComplete = order.state === 'closed_complete';
      expect(ci?.placeId).toBe(isComplete ? 'there' : null);
      expect(ci?.journal.filter((entry) => entry.kind === 'effect')).toHaveLength(isComplete ? 1 : 0);
    }
    const draft = await data(query(host, 'drafts.get', { key: 'incident:draft' }));
    if (known.draft !== null) {
      const { run, i } = (draft?.fields ?? {}) as { run?: string; i?: number };
      expect(Number(run) * 1e6 + Number(i)).toBeGreaterThanOrEqual(
        Number(known.draft.run) * 1e6 + known.draft.i,
      );
    }
    expect(host.context.values.get('effects.pending') ?? '[]').toBe('[]');
    await host.close();
  };

  it(`has lost nothing it acknowledged, ${KILLS} times over`, async () => {
    const dir = join(writer.folder, 'profile');
    const known: Acknowledged = { created: new Set(), notes: new Map(), completed: new Map(), draft: null };
    const first = await openProfile(dir);
    await actAs(first, { roles: ['administrator'], personId: LOGIN });
    await addDirectory(first, { places: ['there'] });
    await first.close();
    for (let run = 0; run < KILLS; run += 1) {
      await workUntilKilled(dir, run, known);
      await verify(dir, known);
    }
    expect(known.created.size).toBeGreaterThanOrEqual(KILLS);
    expect(known.completed.size).toBeGreaterThanOrEqual(KILLS / DIES_AFTER.length);
  });
});
