import { approvalOf } from '#domain/approvals/approvals.ts';
import { castVote } from '#domain/approvals/cast-vote.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { Release } from '#domain/fields/releases.ts';
import { nextNumber } from '#domain/numbering/number-block.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { createRecord, updateRecord } from '#domain/processes/engine.ts';
import type { ProcessContext } from '#domain/processes/process.ts';
import { RELEASE } from '#domain/processes/release.ts';
import { takeStep } from '#domain/processes/steps.ts';
import type { Role } from '#domain/records/common.ts';
import { goConditions } from '#domain/releases/go.ts';
import { decideGo, deployRelease, moveWave } from '#domain/releases/release-acts.ts';
import { TEAM_IDS } from './accounts.ts';
import { onDay, padded, SAMPLE_BLOCK } from './base.ts';
import type { DayAndHour } from './change-texts.ts';
import { bundledIn } from './changes.ts';
import { handOf, taken } from './hand.ts';
import type { Lookup } from './incident-world.ts';
import { RELEASE_TEXTS, type ReleaseDeed, type ReleaseText } from './release-texts.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Who answers for releases, and who approves them without having asked. */
const PEOPLE: Readonly<Record<ReleaseDeed['by'], { readonly personId: string; readonly role: Role }>> = {
  manager: { personId: 'person-change-1', role: 'change-manager' },
  lead: { personId: 'person-lead-1', role: 'team-lead' },
  admin: { personId: 'person-admin-1', role: 'administrator' },
};

const planOf = (id: string, text: ReleaseText, atMs: (when: DayAndHour) => number) => ({
  products: text.products.map((product, index) => ({
    ...{ ...product, id: `${id}-product-${index + 1}`, ciId: null },
  })),
  waves: text.waves.map(({ starts, hours, placeIds, ...wave }, index) => ({
    ...{ ...wave, id: `${id}-wave-${index + 1}`, placeIds: [...placeIds] },
    plannedStartAt: new Date(atMs(starts)).toISOString(),
    plannedEndAt: new Date(atMs(starts) + hours * HOUR_MS).toISOString(),
  })),
});

/** Builds and tests as they stood at a moment: those that have passed by then, the others still open. */
const checksAt = (
  id: string,
  text: ReleaseText,
  atMs: (when: DayAndHour) => number,
  nowMs: number,
): Release['checks'] =>
  text.checks.map(({ kind, title, note, passed }, index) => {
    const isDone = atMs(passed) <= nowMs;
    return {
      ...{ id: `${id}-check-${index + 1}`, kind, title, result: isDone ? 'passed' : 'open' },
      ...{ note: isDone ? note : null, doneBy: isDone ? PEOPLE[text.by].personId : null },
      doneAt: isDone ? new Date(atMs(passed)).toISOString() : null,
    };
  });

const conditionsAt = (release: Release, changes: readonly Change[], now: string) =>
  goConditions({
    release,
    changes: changes.map((change) => ({
      ...{ id: change.id, state: change.state, approval: approvalOf(CHANGE, change).status },
    })),
    // Nothing else is planned on the company's services where its waves are.
    clashes: [],
    approval: approvalOf(RELEASE, release).status,
    now,
  });

const done = (
  release: Release,
  deed: ReleaseDeed,
  changes: readonly Change[],
  ctx: ProcessContext,
): Release => {
  if ('step' in deed) {
    const { step: to, note, reviewNotes } = deed;
    const review = reviewNotes === undefined ? {} : { reviewNotes };
    return taken(takeStep(RELEASE, release, { to, note, ...review }, ctx));
  }
  if ('approve' in deed)
    return taken(castVote(RELEASE, release, { decision: 'approve', reason: deed.approve }, ctx));
  if ('wave' in deed) {
    const waveId = release.waves?.[deed.wave]?.id ?? '';
    return taken(moveWave(release, { waveId, act: deed.act, note: deed.note }, ctx));
  }
  const conditions = conditionsAt(release, changes, ctx.env.now);
  return 'go' in deed
    ? taken(decideGo(release, conditions, { note: deed.go }, ctx))
    : taken(deployRelease(release, conditions, { note: deed.deploy }, ctx));
};

/** A release from its plan to where it is, each act by whoever did it, at its time. */
const releaseOf = (index: number, text: ReleaseText, world: Lookup): Release => {
  const id = `release-${padded(index + 1, 3)}`;
  const atMs = ({ days, hour }: DayAndHour): number => onDay(world.nowMs, days, hour);
  const { personId, role } = PEOPLE[text.by];
  const as = handOf(id, world, personId, role);
  const changes = bundledIn(text.key, world);
  const madeMs = atMs(text.made);
  const { title, description, service, team, rollbackPlan, communicationPlan } = text;
  const made = taken(
    createRecord<Release>(
      RELEASE,
      null,
      {
        ...{ id, number: nextNumber(RELEASE.numbers, SAMPLE_BLOCK, index + 1), title, description },
        ...{ serviceId: service, teamId: TEAM_IDS[team], assigneeId: personId },
        ...{ rollbackPlan, communicationPlan, changeIds: changes.map((change) => change.id) },
      },
      as(madeMs),
    ),
  );
  const plan = { ...planOf(id, text, atMs), checks: checksAt(id, text, atMs, madeMs) };
  let release = taken(updateRecord(RELEASE, made, plan, as(madeMs + 25 * MINUTE_MS)));
  const found = text.checks.map(({ passed }) => ({ at: passed, deed: null }));
  const all = [...found, ...text.deeds.map((deed) => ({ at: deed.at, deed }))];
  for (const { at, deed } of all.sort((one, other) => atMs(one.at) - atMs(other.at))) {
    if (deed === null) {
      const checks = checksAt(id, text, atMs, atMs(at));
      release = taken(updateRecord(RELEASE, release, { checks }, as(atMs(at))));
    } else {
      const who = PEOPLE[deed.by];
      release = done(release, deed, changes, as(atMs(at), who.personId, who.role));
    }
  }
  return release;
};

/** One release that is over, with a wave that was stopped for an incident, and one that waits for go or no-go. */
export const releasesOf = (world: Lookup): readonly Release[] =>
  RELEASE_TEXTS.map((text, index) => releaseOf(index, text, world));
