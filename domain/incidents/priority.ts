import type { PriorityMatrix } from '#domain/records/settings.ts';
import type { Impact, Priority, Urgency } from '#domain/records/ticket.ts';

/** Priority of a ticket: the matrix cell at row `impact`, column `urgency`. A matrix with a missing cell does not compile. */
export const derivePriority = (matrix: PriorityMatrix, impact: Impact, urgency: Urgency): Priority =>
  matrix[impact][urgency];
