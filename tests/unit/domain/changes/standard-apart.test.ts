/** Two consoles without a line: one schedules a standard change, the other one makes it a normal one. One of the two stands, and the other waits to be decided. */
import { describe, expect, it } from 'vitest';
import { linkTicket } from '#domain/changes/links.ts';
import { CHANGE_MODEL, modelPart, modelSum, type StoredModel } from '#domain/changes/standard.ts';
import type { Change } from '#domain/fields/changes.ts';
import { withBringer } from '#domain/journal/brought.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { CHANGE, lacksReview } from '#domain/processes/change.ts';
import { recompute, updateRecord } from '#domain/processes/engine.ts';
import type { ProcessRecord } from '#domain/processes/process.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { envOf, unwrap } from '../env.ts';
import { contextOf } from '../fixtures.ts';
import { write } from '../permissions/writes.ts';
import { aRecord, asEverybody, recordIn } from '../processes/world.ts';

const ID = `${CHANGE_MODEL}1`;
const PLAN = {
  ...{ implementationPlan: 'Restart it.', testPlan: '', backoutPlan: 'Start it.', communicationPlan: '' },
  hasOutage: false,
};
const FRAME = { minutes: 60, serviceIds: [], ciClasses: [], tasks: [] };
const model: StoredModel = {
  ...{ ...PLAN, ...FRAME, name: 'Restart', description: '', by: 'mia', retired: false },
  approval: { by: 'max', at: '2026-11-01T10:00:00.000Z', sum: modelSum(ID, FRAME, PLAN) },
};
const base = aRecord(CHANGE, {
  ...{ ...PLAN, changeType: 'standard', model: modelPart(ID, model) },
  ...{ plannedStartAt: '2026-11-20T10:00:00.000Z', plannedEndAt: '2026-11-20T10:30:00.000Z' },
}) as ProcessRecord & Change;

const by = (now: string, prefix: string) => {
  const env = envOf(['change-manager'], now);
  let made = 0;
  const newId = () => {
    made += 1;
    return `${prefix}-${made}`;
  };
  return contextOf({ ...env, newId, actor: { ...env.actor, deviceId: `device-${prefix}` } });
};
/** As the console that comes later sends it. */
const merged = (from: ProcessRecord, mine: ProcessRecord, theirs: ProcessRecord) => {
  const of = (record: ProcessRecord) => record as unknown as Change;
  const env = by('2026-11-19T12:00:00.000Z', 'merge').env;
  const found = mergeRecords('tickets', of(from), of(mine), of(theirs), env);
  const whole = recompute(CHANGE, found.merged as unknown as ProcessRecord, asEverybody, theirs);
  const sent = withBringer(whole as never, theirs as never, env.actor) as unknown as ProcessRecord & Change;
  return { sent, verdict: write('tickets', theirs, sent, ['change-manager']) };
};

describe('acts that exclude each other', () => {
  const scheduled = unwrap(takeStep(CHANGE, base, { to: 'scheduled' }, by('2026-11-19T10:00:00.000Z', 'a')));
  const normal = unwrap(
    updateRecord(CHANGE, base, { changeType: 'normal' }, by('2026-11-19T10:05:00.000Z', 'b')),
  );

  it.each([
    ['scheduled first', normal, scheduled, { state: 'scheduled', changeType: 'standard', riskLevel: 'low' }],
    ['made a normal one first', scheduled, normal, { state: 'new', changeType: 'normal', riskLevel: null }],
  ] as const)('%s: stays so, and the other act waits', (_, mine, theirs, stands) => {
    const { sent, verdict } = merged(base, mine, theirs);
    expect(sent).toMatchObject(stands);
    expect(sent.clashes.filter(({ resolvedAt }) => resolvedAt === null)).toHaveLength(1);
    expect(verdict).toEqual({ ok: true });
  });

  it('closed without words here, found to have broken something there: closed, and lacking its review', () => {
    const review = {
      ...recordIn(CHANGE, 'review'),
      outcome: 'successful',
      reviewNotes: null,
    } as ProcessRecord & Change;
    const closed = unwrap(takeStep(CHANGE, review, { to: 'closed' }, by('2026-11-21T10:00:00.000Z', 'a')));
    const link = { id: 'incident-1', linked: true };
    const broke = unwrap(
      linkTicket(CHANGE, review, 'causedIncidentIds', link, by('2026-11-21T10:05:00.000Z', 'b')),
    );
    for (const [mine, theirs] of [
      [closed, broke],
      [broke, closed],
    ] as const) {
      const { sent, verdict } = merged(review, mine, theirs);
      expect(sent).toMatchObject({ state: 'closed', causedIncidentIds: ['incident-1'] });
      expect([lacksReview(sent), verdict]).toEqual([true, { ok: true }]);
    }
  });
});
