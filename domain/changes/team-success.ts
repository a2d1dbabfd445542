/** How well a team's changes went (field guide 1.7, change success score): points for each outcome, and off for each incident that one caused. */
import type { ChangeOutcome } from '#domain/fields/changes.ts';
import type { Priority } from '#domain/fields/tickets.ts';

export type PastChange = {
  readonly outcome: ChangeOutcome;
  /** Priorities of the incidents that it caused. */
  readonly caused: readonly Priority[];
};

/** What was backed out did not bring what it was for, though nobody was hurt: ServiceNow's three closures know no fourth. */
export const OUTCOME_POINTS: Readonly<Record<ChangeOutcome, number>> = {
  successful: 3,
  with_issues: -2,
  backed_out: -5,
  unsuccessful: -5,
};
export const CAUSED_POINTS: Readonly<Record<Priority, number>> = { 1: -10, 2: -5, 3: -2, 4: 0, 5: 0 };

const pointsOf = ({ outcome, caused }: PastChange): number =>
  caused.reduce((sum, priority) => sum + CAUSED_POINTS[priority], OUTCOME_POINTS[outcome]);

/** The team's score: the points of all these changes together. */
export const teamSuccess = (past: readonly PastChange[]): number =>
  past.reduce((sum, one) => sum + pointsOf(one), 0);

/** How the changes of one team went in a period. */
export type TeamSuccess = {
  readonly points: number;
  /** Changes whose outcome is known, and of those the ones that did not go well. */
  readonly changes: number;
  readonly failed: number;
  /** Incidents that they caused. */
  readonly caused: number;
};

/** The score and what it is made of. */
export const successOf = (past: readonly PastChange[]): TeamSuccess => ({
  points: teamSuccess(past),
  changes: past.length,
  failed: past.filter(({ outcome }) => outcome !== 'successful').length,
  caused: past.reduce((sum, { caused }) => sum + caused.length, 0),
});
