/** Fields of the form for a new order that templates fill in; its type comes first, since others belong to it. */
export const ORDER_TEMPLATE = [
  'type',
  'title',
  'description',
  'carryOver',
  'oldDeviceStatus',
  'moveAttached',
  'targetPlaceId',
  'teamId',
  'assigneeId',
] as const;
