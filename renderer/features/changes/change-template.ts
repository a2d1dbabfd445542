/** Fields of the form for a new change that templates fill in. */
export const CHANGE_TEMPLATE = [
  'title',
  'changeType',
  'description',
  'justification',
  'category',
  'subcategory',
  'serviceId',
  'impact',
  'urgency',
  'hasOutage',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
  'communicationPlan',
  'teamId',
  'assigneeId',
] as const;
