/** Whose words the acts of one write may rest on: what voters and delegates said by themselves. Part of the server's rules; CouchDB bundles this. */
import { stableText } from '#domain/merge/paths.ts';
import { elementsOf } from './server-acts.ts';
import { type Doc, entriesOf, textOf } from './server-doc.ts';

/** One write, the same object for each of its acts: its words are read once. */
type SaidWrite = { readonly before: Doc | null; readonly after: Doc };

/** Who writes the words of a list: each voter their own, each delegate those that they gave for others. */
const WORDS = { votes: 'id', delegateVotes: 'byId' } as const;

type Words = {
  /** Lists as texts: a word is looked up, since one write may look at hundreds of them a hundred times. */
  readonly said: Readonly<Record<keyof typeof WORDS, ReadonlySet<string>>>;
  readonly rejected: Readonly<Record<keyof typeof WORDS, ReadonlyMap<unknown, Doc>>>;
  readonly delegates: ReadonlySet<string>;
};

const textsIn = (...lists: readonly unknown[]): readonly string[] =>
  lists.flatMap(elementsOf).map((one) => stableText(one));

/** What voters said by themselves: it stood there, stands there now, which is looked at, or their own entry tells it. */
const saidBy = (list: keyof typeof WORDS, before: Doc | null, after: Doc): ReadonlySet<string> => {
  const said = new Set(textsIn(before?.[list], after[list]));
  for (const { by, changes } of entriesOf(after)) {
    for (const { field, from, to } of changes) {
      if (field !== list) continue;
      for (const word of [...elementsOf(from), ...elementsOf(to)])
        if (word[WORDS[list]] === by) said.add(stableText(word));
    }
  }
  return said;
};

const rejectedIn = (list: keyof typeof WORDS, before: Doc | null): ReadonlyMap<unknown, Doc> =>
  new Map(
    elementsOf(before?.[list]).flatMap((one) => (one.decision === 'reject' ? [[one.id, one] as const] : [])),
  );

/** Of each write once: what its words and delegates are compared with. */
const wordsIn = ({ before, after }: SaidWrite): Words => ({
  said: {
    votes: saidBy('votes', before, after),
    delegateVotes: saidBy('delegateVotes', before, after),
  },
  rejected: { votes: rejectedIn('votes', before), delegateVotes: rejectedIn('delegateVotes', before) },
  delegates: new Set(textsIn(before?.delegates, after.delegates)),
});
const wordsByWrite = new WeakMap<SaidWrite, Words>();
const wordsOf = (write: SaidWrite): Words => {
  const known = wordsByWrite.get(write) ?? wordsIn(write);
  wordsByWrite.set(write, known);
  return known;
};

/**
 * A word that the history makes up for a moment is nobody's. One that was taken back by a rejection of the same counts no more, whoever had not heard of
 * that; nor does a delegate's where the person rejected the same, whenever they say that it was.
 */
export const saidIn = (list: keyof typeof WORDS, write: SaidWrite, held: Doc): readonly Doc[] => {
  const { said, rejected } = wordsOf(write);
  return elementsOf(held[list]).filter((vote) => {
    const no = rejected[list].get(vote.id);
    const isTakenBack = no !== undefined && no.subject === vote.subject && textOf(no.at) > textOf(vote.at);
    const own = list === 'votes' ? undefined : rejected.votes.get(vote.personId);
    return !isTakenBack && own?.subject !== vote.subject && said[list].has(stableText(vote));
  });
};

/** Delegates who stood there, or do now, which is looked at: nobody is one for the moment of a step. */
export const namedDelegates = (write: SaidWrite, held: Doc): readonly Doc[] =>
  elementsOf(held.delegates).filter((one) => wordsOf(write).delegates.has(stableText(one)));
