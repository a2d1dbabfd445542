import type { ReviewCandidate, ReviewRow, UndoReport, WindowReport } from '#contracts/imports.ts';
import type { Names } from '#contracts/shared.ts';
import { descriptionOf, identityOfItem, weigh } from '#domain/config-items/evidence.ts';
import { joinedInto } from '#domain/config-items/join.ts';
import {
  type Decision,
  type DeviceReview,
  decidedReview,
  identityReviewed,
  isOpenReview,
} from '#domain/import/device-review.ts';
import { REVIEW_KEY } from '#domain/import/review-key.ts';
import { applyChanges } from '#domain/journal/journal.ts';
import { may } from '#domain/permissions/permissions.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { Setting } from '#domain/records/settings.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { applyAnswer } from '../../import/apply-answer.ts';
import { reviewsIn } from '../../import/reviews.ts';
import { undoRun } from '../../import/undo-run.ts';
import { actorOf } from '../actor.ts';
import { done, notFound, toReply } from '../reply.ts';
import { windowReport } from './chosen-files.ts';

type Decide = FeatureHandlers<'imports'>['commands']['decide'];

const reviewOf = (setting: Setting): DeviceReview | null =>
  setting.value.key === REVIEW_KEY ? setting.value : null;

/** The item that a decision names; one that was joined stands for the one it was joined into. */
const namedItem = async (context: HostContext, decision: Decision): Promise<Result<Decision>> => {
  if (decision.kind === 'new' || decision.kind === 'open') return ok(decision);
  const item = await context.records.get('configItems', decision.itemId);
  if (item === null) return fail('not_found', 'record.missing', { id: decision.itemId });
  if (decision.kind === 'separate') return ok(decision);
  return ok({ ...decision, itemId: joinedInto(item) ?? item.id });
};

/** What went in by the decision before goes out again, before another one is followed. */
const undoLast: (
  context: HostContext,
  reviewId: string,
  control: Parameters<Decide>[2],
) => Promise<Result<UndoReport | null>> = async (context, reviewId, control) => {
  const last = context.imports.runs.lastAbout(reviewId);
  if (last === null) return ok(null);
  // Whoever may only decide would undo here what the server does not let them undo.
  const allowed = may(actorOf(context), 'imports.undo');
  if (!allowed.ok) return allowed;
  const undone = await undoRun(context, last.id, control);
  if (!undone.ok) return undone;
  const people = undone.value.kept.flatMap(({ by }) => by ?? []);
  return ok({ ...undone.value, names: context.read.names(people) });
};

export const decide: Decide = async (context, { id, decision: given }, control) => {
  const setting = await context.records.get('settings', id);
  if (setting === null || reviewOf(setting) === null) return notFound(id);
  const decision = await namedItem(context, given);
  if (!decision.ok) return toReply(decision);
  const undone = await undoLast(context, id, control);
  if (!undone.ok) return toReply(undone);
  const env = context.env();
  const who = { by: env.actor.personId, at: env.now };
  const written = await context.records.change('settings', id, (before) => {
    const review = reviewOf(before);
    if (review === null) return ok(before);
    const value = decidedReview(review, decision.value, who);
    return ok(applyChanges(before, { value, version: before.version + 1 }, env));
  });
  if (!written.ok) return toReply(written);
  const report = await goIn(context, id, decision.value, control);
  context.bus.touch('imports');
  return done({ report, undone: undone.value });
};

/** The answer goes in where it is kept and who decides may import; else the next inventory of the device follows the decision. */
const goIn = async (
  context: HostContext,
  reviewId: string,
  decision: Decision,
  control: Parameters<Decide>[2],
): Promise<WindowReport | null> => {
  const answer = decision.kind === 'open' ? null : context.imports.answers.get(reviewId);
  if (answer === null || !may(actorOf(context), 'configItems.import').ok) return null;
  const report = await applyAnswer(context, answer, control);
  return windowReport(context, report);
};

/** A device's candidates with the evidence as it is now: items were edited since it was asked. */
const candidatesOf = (
  context: HostContext,
  reviews: readonly { readonly value: DeviceReview }[],
): ((review: DeviceReview) => readonly ReviewCandidate[]) => {
  const wanted = new Set(reviews.flatMap(({ value }) => value.candidateIds));
  const rows = new Map(context.read.cis([...wanted]).map((row) => [row.id, row]));
  const items = new Map(context.read.ciIdentitiesOf([...wanted]).map((item) => [item.id, item]));
  return (review) => {
    const device = descriptionOf(identityReviewed(review.device));
    return review.candidateIds.flatMap((id): readonly ReviewCandidate[] => {
      const [row, item] = [rows.get(id), items.get(id)];
      if (row === undefined || item === undefined) return [];
      const weighed = weigh(device, descriptionOf(identityOfItem(item)));
      return [{ id, ...weighed, item: row, isNot: review.notIds.includes(id) }];
    });
  };
};

type Page = {
  readonly total: number;
  readonly open: number;
  readonly rows: readonly ReviewRow[];
  readonly names: Names;
};

export const reviewPage = (
  context: HostContext,
  openOnly: boolean,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Page => {
  const all = [...reviewsIn(context)].sort(
    (one, other) =>
      Number(isOpenReview(other.value)) - Number(isOpenReview(one.value)) ||
      (one.createdAt < other.createdAt ? 1 : -1),
  );
  const open = all.filter(({ value }) => isOpenReview(value));
  const shown = openOnly ? open : all;
  const page = shown.slice(offset, offset + limit);
  const candidates = candidatesOf(context, page);
  const kept = context.imports.answers.has(page.map(({ id }) => id));
  const rows = page.map(
    ({ id, value, createdAt, file }): ReviewRow => ({
      ...{ id, file, device: value.device, askedAt: createdAt },
      ...{ itemId: value.itemId, by: value.by, at: value.at },
      candidates: candidates(value),
      isOpen: isOpenReview(value),
      hasAnswer: kept.has(id),
    }),
  );
  const names = {
    ...context.read.names(rows.flatMap(({ by }) => by ?? [])),
    ...context.read.ciNames(rows.flatMap(({ itemId }) => itemId ?? [])),
  };
  return { total: shown.length, open: open.length, rows, names };
};
