/** Fields of the form for a new problem that templates fill in. */
export const PROBLEM_TEMPLATE = [
  'title',
  'symptom',
  'businessImpact',
  'workaround',
  'category',
  'subcategory',
  'serviceId',
  'impact',
  'urgency',
  'teamId',
  'assigneeId',
] as const;
