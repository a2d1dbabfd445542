import { describe, expect, it } from 'vitest';
import { updateRecord } from '#domain/processes/engine.ts';
import { isEditedIn, type Values } from '#domain/processes/process.ts';
import { unwrap } from '../env.ts';
import { ALL_PROCESSES, asEverybody, recordIn, statesOf } from './world.ts';

const VALUES: Readonly<Record<string, unknown>> = {
  riskReviewOn: '2027-01-31',
  closureCode: 'other',
  outcome: 'backed_out',
};

/** A field that a state has is edited there and refused everywhere else, never taken, told in the history, and dropped. */
describe.each(ALL_PROCESSES)('fields of a state of a $type', (process) => {
  for (const [field, states] of Object.entries(process.stateFields)) {
    it.each(statesOf(process))(`${field} in %s`, (state) => {
      const record = recordIn(process, state);
      const value = VALUES[field] ?? 'x';
      const edited = updateRecord(process, record, { [field]: value }, asEverybody);
      expect(edited.ok).toBe(isEditedIn(process, field, state));
      if (!states.includes(state)) expect(edited.ok).toBe(false);
      if (edited.ok) expect((unwrap(edited) as unknown as Values)[field]).toBe(value);
    });
  }
});
