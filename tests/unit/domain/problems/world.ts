import type { Incident, Problem } from '#domain/fields/tickets.ts';
import { createRecord, updateRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import type { ProcessContext, Values } from '#domain/processes/process.ts';
import { takeStep } from '#domain/processes/steps.ts';
import type { Role } from '#domain/records/common.ts';
import { incidentSettings } from '#domain/settings/defaults.ts';
import { envOf, unwrap } from '../env.ts';

/** A world in which no clock runs. */
export const contextAs = (role: Role, now?: string): ProcessContext => ({
  env: envOf([role], now),
  settings: incidentSettings(),
  sla: (ticket) => ticket,
});

export const incident = (more: Values = {}): Incident =>
  unwrap(
    createRecord<Incident>(
      INCIDENT,
      null,
      { number: 'INC-7QK-0001', title: 'Dock loses the network', category: 'Network', ...more },
      contextAs('service-desk'),
    ),
  );

export const problem = (more: Values = {}): Problem =>
  unwrap(
    createRecord<Problem>(
      PROBLEM,
      null,
      { number: 'PRB-7QK-0001', title: 'Docks lose the network', ...more },
      contextAs('problem-manager'),
    ),
  );

/** A problem whose workaround is known. */
export const known = (more: Values = {}): Problem =>
  problem({ workaround: 'Plug the dock in again.', ...more });

export const resolved = (from: Problem = known(), now?: string): Problem => {
  const ctx = contextAs('problem-manager', now);
  const analysed = unwrap(takeStep(PROBLEM, from, { to: 'root_cause_analysis' }, ctx));
  const solved = { rootCause: 'Firmware 1.2', solution: 'Firmware 1.3 is on all docks.' };
  return unwrap(takeStep(PROBLEM, analysed, { to: 'resolved', ...solved }, ctx));
};

export const edited = (record: Problem, patch: Values): Problem =>
  unwrap(updateRecord(PROBLEM, record, patch, contextAs('problem-manager')));
