import * as z from 'zod';
import { answer, defineContract } from './define.ts';
import { SEARCH_KINDS, type SearchKind } from './search-kinds.ts';

export type SearchHit = {
  readonly id: string;
  readonly kind: SearchKind;
  /** The record's own `type`, which tells an article from a known error; null where the collection has none. */
  readonly recordType: string | null;
  /** Number, asset tag or login. */
  readonly key: string | null;
  readonly title: string;
  readonly hint: string | null;
  /** `state` of a ticket or order, status of a CI. */
  readonly state: string | null;
  /** A major incident, whatever its state. */
  readonly isMajor?: boolean;
  /** Words of the text that it has not; where it has all, which is the rule, none. */
  readonly lacks: readonly string[];
};

/** A word that was taken for misspelt, and the one that was looked for in its place. */
export type Correction = { readonly typed: string; readonly found: string };

/** Full-text search over tickets, orders, CIs, people and knowledge: every word, the last one as a prefix, diacritics folded, typos forgiven where that finds too little. */
export const searchContract = defineContract({
  feature: 'search',
  commands: {},
  queries: {
    all: {
      input: z.strictObject({
        text: z.string().max(400),
        kinds: z.array(z.enum(SEARCH_KINDS)).max(20).optional(),
        limit: z.number().int().min(1).max(200).default(30),
      }),
      output: answer<{
        readonly rows: readonly SearchHit[];
        /** What was corrected to find rows that have not all words as they were typed, best first; empty as a rule. */
        readonly corrected: readonly Correction[];
        /** Records of a first sync or an import that are here but can't be found yet. */
        readonly notIndexed: number;
      }>(),
      // What was written in bulk can be found a while later.
      watches: ['search'],
    },
  },
});
