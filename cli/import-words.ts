import type { ImportError, ImportRecord, ImportReport } from '#domain/import/import-report.ts';
import { sentence } from './words.ts';

/** Where in a file something stands. */
export const placeWords = (where: ImportError['where']): string =>
  where === null || typeof where === 'string' ? (where ?? '') : sentence(where);

type ToldReport = Omit<ImportReport, 'errors' | 'records'> & {
  readonly errors: readonly (Omit<ImportError, 'where'> & {
    readonly where: string | null;
    readonly message: string;
  })[];
  readonly records: readonly (ImportRecord & { readonly reason?: string })[];
};

/** A report with the sentences beside the reasons, so that programs need not make them. */
export const toldReport = (report: ImportReport): ToldReport => ({
  ...report,
  errors: report.errors.map((error) => ({
    ...error,
    where: error.where === null ? null : placeWords(error.where),
    message: sentence(error),
  })),
  records: report.records.map(({ why, ...record }) =>
    why === undefined ? record : { ...record, why, reason: sentence(why) },
  ),
});
