import type { FeatureHandlers } from '../../context.ts';
import { done } from '../reply.ts';

/** Nothing is suggested before this many characters; two letters match everything. */
const MIN_TEXT = 3;

export const suggest: FeatureHandlers<'incidents'>['queries']['suggest'] = async (context, input) => {
  if (input.text.trim().length < MIN_TEXT && input.ciId === null) return done({ knowledge: [], similar: [] });
  return done({
    knowledge: context.read.suggestKnowledge(input),
    similar: context.read.similarTickets(input),
  });
};
