/** Fields of the form for a new release that templates fill in. */
export const RELEASE_TEMPLATE = [
  'title',
  'description',
  'serviceId',
  'impact',
  'urgency',
  'rollbackPlan',
  'communicationPlan',
  'teamId',
  'assigneeId',
] as const;
