import { defineContract } from '#contracts/define.ts';
import { processCommands } from '#contracts/process.ts';
import { REVIEW } from '../domain/processes/review.ts';

export const reviewsContract = defineContract({
  feature: 'reviews',
  commands: processCommands(REVIEW),
  queries: {},
});
