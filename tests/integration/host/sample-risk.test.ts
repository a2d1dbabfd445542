/** What the sample company's changes say of their risk at the request is what the company's rules compute, but for incidents that came since. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Change, RISK_LEVELS } from '#domain/fields/changes.ts';
import { DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';
import type { Host } from '#main/host/host.ts';
import { actAs, data, fillWithSamples, openProfile, query, tempProfile } from './support/test-host.ts';

const profile = tempProfile();
let host: Host;

beforeAll(async () => {
  host = await openProfile(profile.dir);
  await fillWithSamples(host, { tickets: 400, cis: 150 });
  await actAs(host, { roles: ['change-manager'], personId: 'person-change-1', teamIds: [] });
});
afterAll(async () => {
  await host.close();
  profile.remove();
});

it.each(['CHG-SMP-0003', 'CHG-SMP-0009'])('%s, which waits for its approval', async (number) => {
  const { ticket } = await data(query(host, 'tickets.detail', { id: `change-${number.slice(-3)}` }));
  const { state, riskLevel, riskScore } = ticket as Change;
  expect(state).toBe('authorize');
  const { risk } = await data(query(host, 'changes.risk', { id: ticket.id }));
  // Incidents came since, and changes of the team were done.
  const moving = ['incidents', 'success'];
  const whole = risk.parts.reduce((sum, { weight }) => sum + weight, 0);
  const percent = (points: number): number => Math.round((points * 10) / whole);
  const points = risk.parts
    .filter(({ part }) => !moving.includes(part))
    .reduce((sum, { score, weight }) => sum + score * weight, 0);
  const most = risk.parts.find(({ part }) => part === 'success')?.weight ?? 0;
  expect(riskScore).toBeGreaterThanOrEqual(percent(points));
  expect(riskScore).toBeLessThanOrEqual(percent(points + 10 * most));
  const { thresholds } = DEFAULT_SETTINGS['change-risk'];
  const reached = RISK_LEVELS.filter((level) => level === 'low' || (riskScore ?? 0) >= thresholds[level]);
  expect(riskLevel).toBe(reached.at(-1));
});
