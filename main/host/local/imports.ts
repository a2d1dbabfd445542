import type { Connection } from '../storage/driver.ts';
import { type AnswerStore, createAnswerStore } from './answers.ts';
import { createImportPlan, type ImportPlan } from './import-plan.ts';
import { createImportRuns, type ImportRuns } from './import-runs.ts';

/** What this device keeps of imports. */
export type Imports = {
  readonly plan: ImportPlan;
  readonly runs: ImportRuns;
  readonly answers: AnswerStore;
  /** Whether an import may begin: one at a time. Whoever begins ends. */
  readonly begin: () => boolean;
  readonly end: () => void;
};

/** An answer that nobody has decided about for so long was of a device that has answered anew. */
const ANSWERS_FOR_MS = 180 * 86_400_000;

export const openImports = (connection: Connection): Imports => {
  const answers = createAnswerStore(connection);
  answers.tidy(new Date(Date.now() - ANSWERS_FOR_MS).toISOString());
  const plan = createImportPlan(connection);
  let isRunning = false;
  return {
    ...{ plan, answers, runs: createImportRuns(connection) },
    begin: () => {
      if (isRunning) return false;
      isRunning = true;
      return true;
    },
    end: () => {
      isRunning = false;
      plan.clear();
    },
  };
};
