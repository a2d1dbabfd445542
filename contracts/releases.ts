import * as z from 'zod';
import type { ApprovalStatus } from '#domain/approvals/approvals.ts';
import type { Release } from '#domain/fields/releases.ts';
import { RELEASE } from '#domain/processes/release.ts';
import { idSchema, longText } from '#domain/records/common-schemas.ts';
import type { GoCondition } from '#domain/releases/go.ts';
import { WAVE_ACTS, type WaveState } from '#domain/releases/waves.ts';
import { ticketFilterSchema, ticketSortSchema } from '#domain/tickets/ticket-filter.ts';
import { APPROVALS_FROM, type ApprovalAnswer } from './approvals.ts';
import type { ChangeRow } from './changes.ts';
import { answer, defineContract } from './define.ts';
import { processCommands } from './process.ts';
import { byId, type FoundPage, type TicketRow, windowInput } from './shared.ts';

/** A release in the list of releases. */
export type ReleaseRow = TicketRow & {
  readonly plannedStartAt: string | null;
  readonly plannedEndAt: string | null;
  readonly approval: ApprovalStatus;
  readonly wavesDone: number;
  readonly wavesTotal: number;
  readonly changesTotal: number;
  /** One of its waves is stopped. */
  readonly isStopped: boolean;
};

/** How a wave goes, beyond what stands in the record. */
export type WaveFigures = {
  readonly id: string;
  readonly state: WaveState;
  /** Incidents that the release's changes caused since it began; null before. */
  readonly incidents: number | null;
  /** More of them than it bears. */
  readonly isOver: boolean;
};

/** What stands beside a release on its page and in no field of it. */
export type ReleaseBeside = {
  readonly approval: ApprovalAnswer;
  /** Those of its changes that are on this device. */
  readonly changes: readonly ChangeRow[];
  /** Whether it may go, condition by condition; empty once it is deployed or over. */
  readonly conditions: readonly GoCondition[];
  readonly waves: readonly WaveFigures[];
  /** Incidents that its changes caused, the first of them, open ones first. */
  readonly caused: readonly TicketRow[];
  readonly causedTotal: number;
};

const said = { note: longText.nullable().optional() };

export const releasesContract = defineContract({
  feature: 'releases',
  commands: {
    ...processCommands(RELEASE),
    /** The decision to go; refused while a condition is not met. */
    go: { input: z.strictObject({ id: idSchema, ...said }), output: answer<Release>() },
    /** Begins the deployment with the first wave; asks the conditions once more. */
    deploy: { input: z.strictObject({ id: idSchema, ...said }), output: answer<Release>() },
    /** Starts, finishes, stops (with a reason) or resumes a wave. */
    wave: {
      input: z.strictObject({ id: idSchema, waveId: idSchema, act: z.enum(WAVE_ACTS), ...said }),
      output: answer<Release>(),
    },
  },
  queries: {
    /** A window of the releases; `types` of the filter is given by the list. */
    page: {
      input: z.strictObject({ filter: ticketFilterSchema, sort: ticketSortSchema, ...windowInput }),
      output: answer<FoundPage<ReleaseRow>>(),
      watches: ['tickets', 'directory', 'configItems'],
    },
    beside: {
      input: byId,
      output: answer<ReleaseBeside>(),
      watches: [...APPROVALS_FROM, 'events', 'relations'],
    },
  },
});
