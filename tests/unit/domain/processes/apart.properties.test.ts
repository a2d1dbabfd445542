/** Random stories of consoles apart, over all processes (apart.ts). */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { ORDER } from '#domain/processes/order.ts';
import type { Process, ProcessRecord } from '#domain/processes/process.ts';
import { eventsOf, ORDER_ACTS, orderStarts, play, rolesApart } from './apart.ts';
import { actsOf, type RandomAct } from './random-acts.ts';
import { ALL_PROCESSES, recordIn, statesOf } from './world.ts';

const expectOneRecord = (
  process: Process,
  starts: readonly ProcessRecord[],
  acts: fc.Arbitrary<RandomAct>,
): void =>
  fc.assert(
    fc.property(fc.constantFrom(...starts), rolesApart, eventsOf(acts), (start, who, events) => {
      play(process, start, who, events);
    }),
    { numRuns: 300 },
  );

describe.each(ALL_PROCESSES)('consoles apart on a $type', (process) => {
  const records = statesOf(process).map((state) => recordIn(process, state));
  it('come to one legal record, in whatever order they act and sync', () => {
    expectOneRecord(process, records, actsOf(process));
  });
});

describe('consoles apart on an order', () => {
  it('come to one legal record, in whatever order they act and sync', () => {
    expectOneRecord(ORDER, orderStarts(), fc.constantFrom(...ORDER_ACTS));
  });
});
