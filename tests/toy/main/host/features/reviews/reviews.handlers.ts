import type { Handlers } from '#contracts/define.ts';
import type { HostContext } from '#main/host/context.ts';
import { processHandlers } from '#main/host/features/processes/process-handlers.ts';
import type { reviewsContract } from '../../../../contracts/reviews.ts';
import { REVIEW } from '../../../../domain/processes/review.ts';

export const reviewsHandlers: Handlers<typeof reviewsContract, HostContext> = {
  commands: processHandlers(REVIEW),
  queries: {},
};
