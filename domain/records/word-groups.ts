/** Where the words for coded values stand in the locales, by `collection.field`: fields that share them. Others are in `values.json` under that name. */
export const SHARED_WORDS = {
  'tickets.holdReason': 'common:holdReasons',
  'tickets.impact': 'common:levels',
  'tickets.urgency': 'common:levels',
  'tickets.priority': 'common:priorities',
  'tickets.channel': 'common:channels',
  'tickets.type': 'common:ticketTypes',
  'orders.type': 'common:orderTypes',
  'configItems.ciClass': 'common:ciClasses',
  'configItems.criticality': 'common:criticalities',
  'catalogue.criticality': 'common:criticalities',
  'catalogue.ticketTypes': 'common:ticketTypes',
  'parts.effects.collection': 'common:collections',
  'parts.checklist.state': 'values:parts.tasks.state',
  'parts.reviewActions.state': 'values:parts.tasks.state',
  'parts.targets.priority': 'common:priorities',
} as const satisfies Readonly<Record<string, string>>;
