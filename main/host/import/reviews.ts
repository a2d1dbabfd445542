import { basename } from 'node:path';
import { type DeviceReview, MOST_CANDIDATES, reviewIdOf } from '#domain/import/device-review.ts';
import { REVIEW_KEY } from '#domain/import/review-key.ts';
import { append, applyChanges, entry, newRecordBase } from '#domain/journal/journal.ts';
import { sameValue } from '#domain/records/json.ts';
import { ok } from '#domain/records/result.ts';
import type { Setting } from '#domain/records/settings.ts';
import type { HostContext } from '../context.ts';
import type { Question } from './glpi-run.ts';
import { type ImportHost, importEnv } from './import-context.ts';

export type StoredReview = {
  readonly id: string;
  readonly value: DeviceReview;
  readonly createdAt: string;
  /** Name of the file that it was asked about first. */
  readonly file: string | null;
};

/** What waits for a decision, and what was decided, on whichever console. */
export const reviewsIn = ({ read }: Pick<HostContext, 'read'>): readonly StoredReview[] =>
  read
    .settingsOf(REVIEW_KEY)
    .flatMap(({ id, value, createdAt, told }) =>
      value.key === REVIEW_KEY ? [{ id, value, createdAt, file: told }] : [],
    );

/** What is known again: candidates that were not there when it was asked first. */
const withCandidates = (review: DeviceReview, candidateIds: readonly string[]): DeviceReview => ({
  ...review,
  candidateIds: [...new Set([...candidateIds, ...review.candidateIds])].slice(0, MOST_CANDIDATES),
});

/** Keeps what a person has to decide: the device for all consoles, the answer that it came in here. */
export const keepQuestions = async (host: ImportHost, questions: readonly Question[]): Promise<void> => {
  const env = importEnv(host);
  for (const { device, candidates, file, inventory } of questions) {
    const id = reviewIdOf(device);
    const candidateIds = candidates.slice(0, MOST_CANDIDATES).map((one) => one.id);
    const value: DeviceReview = {
      ...{ key: REVIEW_KEY, device, candidateIds },
      ...{ notIds: [], itemId: null, by: null, at: null },
    };
    const first: Setting = { ...newRecordBase(env, { id }), key: id, version: 1, value };
    const told = {
      ...entry(env, 'created', { text: basename(file), origin: 'import' }),
      id: `${id}-created`,
    };
    const inserted = await host.records.insert('settings', append(first, told));
    if (!inserted.ok) {
      await host.records.change('settings', id, (before) => {
        if (before.value.key !== REVIEW_KEY) return ok(before);
        const next = withCandidates(before.value, candidateIds);
        return ok(
          sameValue(next, before.value)
            ? before
            : applyChanges(before, { value: next, version: before.version + 1 }, env, { origin: 'import' }),
        );
      });
    }
    if (inventory === null) continue;
    host.imports.answers.keep({ reviewId: id, file: basename(file), at: env.now, body: inventory });
  }
};
