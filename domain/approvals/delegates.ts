/**
 * Who decides for an approver that is away. A record names the delegates (`delegates`), and each delegate writes their own words (`delegateVotes`), so all replicas and
 * the server count alike. A delegate's own absence passes nothing on: nobody decides for somebody whom the one who is away did not choose. No packages: CouchDB bundles this.
 */
import type { Delegate, DelegateVote, Vote } from '#domain/fields/approvals.ts';
import { derivedId } from '#domain/merge/paths.ts';
import type { Id, Instant } from '#domain/records/common.ts';
import { laterBy } from '#domain/records/instants.ts';

type Delegated = {
  readonly votes: readonly Vote[];
  readonly delegates?: readonly Delegate[] | undefined;
  readonly delegateVotes?: readonly DelegateVote[] | undefined;
};

/** An answer of somebody who is asked: by themselves, or by a delegate (`byId`) for them. */
export type Word = Vote & { readonly byId: Id | null };

/** One word of one delegate for one person. */
export const delegateVoteId = (personId: Id, byId: Id): Id => derivedId('for', personId, byId);

/** Whether somebody is delegate at a time. */
export const isInForce = ({ startsAt, endsAt }: Delegate, at: Instant): boolean =>
  startsAt <= at && at < endsAt;

/** So long what is over is kept: the word of who decided meanwhile may wait for its change as long. */
const KEPT_DAYS = 366;
/** Whether an absence that ended then is kept no more. */
export const isLongOver = (endsAt: Instant, now: Instant): boolean =>
  endsAt < laterBy(now, -KEPT_DAYS * 24 * 3_600_000);

/** Whom somebody decides for at a time, as the record names it, and in which roles beyond by name. */
export const standsFor = (
  record: Pick<Delegated, 'delegates'>,
  delegateId: Id,
  at: Instant,
): readonly Delegate[] =>
  (record.delegates ?? []).filter(
    (one) => one.delegateId === delegateId && one.personId !== delegateId && isInForce(one, at),
  );

/** The words of delegates as words of those for whom they were given; those whom the record did not name then say nothing. */
const delegatedWords = (record: Delegated): readonly Word[] =>
  (record.delegateVotes ?? []).flatMap(({ personId, byId, ...said }) => {
    const named = standsFor(record, byId, said.at).filter((one) => one.personId === personId);
    const roles = named.flatMap((one) => one.roles);
    return named.length === 0 ? [] : [{ ...said, id: personId, roles, byId, meeting: null }];
  });

/**
 * Everybody's words. Who asked has none, and nobody has for them. Of what somebody said themselves about the same a delegate says nothing any more, whenever they say it was:
 * a word is dated by its writer, and nobody is overruled by who stands for them.
 */
export const wordsOf = (record: Delegated, requesters: ReadonlySet<Id>): readonly Word[] => {
  const own = record.votes.filter(({ id }) => !requesters.has(id));
  const isUnsaid = (word: Word): boolean =>
    own.some(({ id, subject }) => id === word.id && subject === word.subject);
  return [
    ...own.map((vote): Word => ({ ...vote, byId: null })),
    ...delegatedWords(record).filter(
      (word) =>
        !requesters.has(word.id) && word.byId !== null && !requesters.has(word.byId) && !isUnsaid(word),
    ),
  ];
};

/** All that was written, whether it counts or not. */
export const allWords = (record: Delegated): readonly Word[] => [
  ...record.votes.map((vote): Word => ({ ...vote, byId: null })),
  ...(record.delegateVotes ?? []).map(
    ({ personId, byId, ...said }): Word => ({ ...said, id: personId, roles: [], byId, meeting: null }),
  ),
];
