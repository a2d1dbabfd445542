import { ciFactsOf } from '#domain/import/glpi-facts.ts';
import { dateOf, type GlpiInventory, readSections } from '#domain/import/glpi-format.ts';
import type { ImportReport } from '#domain/import/import-report.ts';
import type { KeptAnswer } from '../local/answers.ts';
import { planAnswers } from './glpi-import.ts';
import type { ImportControl, ImportHost } from './import-context.ts';
import { runPlanned } from './run-import.ts';

/** An inventory that waited for a decision goes in as it would have: the decision is found as any evidence is. */
export const applyAnswer = (
  host: ImportHost,
  { reviewId, file, body }: KeptAnswer,
  control: ImportControl,
): Promise<ImportReport> => {
  // It was read by the format's schema before it was kept.
  const inventory = body as GlpiInventory;
  const sections = readSections(inventory.sections);
  if (sections === null) throw new Error('sections were checked when the file was read');
  const facts = ciFactsOf(inventory, sections);
  const answer = { file, place: 0, inventory, facts, date: dateOf(inventory, sections) };
  return runPlanned(
    host,
    { files: [file], format: 'review', about: reviewId, dryRun: false, skipBadRows: false },
    async (workspace, begun) => {
      const read = { answers: [answer], withSections: async () => answer, records: [] };
      const { records, questions } = await planAnswers(read, begun, workspace, control);
      return { records, questions, badRows: [], columns: [] };
    },
    control,
  );
};
