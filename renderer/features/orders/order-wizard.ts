import type { CommandInput } from '#contracts/registry.ts';
import type { Names } from '#contracts/shared.ts';
import { CARRY_OVER, type CarryOver, type Order, type OrderType } from '#domain/fields/orders.ts';

/** What the form for a new order holds. Times are the local text as a `WhenField` gives it, empty when not given. */
export type OrderForm = {
  readonly type: OrderType | null;
  readonly title: string;
  /** The title was typed; it no longer follows the type and the device. */
  readonly titleTouched: boolean;
  readonly description: string;
  readonly personId: string | null;
  readonly contactPhone: string;
  readonly placeId: string | null;
  readonly targetPlaceId: string | null;
  readonly targetUserId: string | null;
  /** Devices to move or to dispose of. */
  readonly subjectIds: readonly string[];
  /** The device that leaves in a swap. */
  readonly oldCiId: string | null;
  /** The device that comes, in a swap or an add. */
  readonly newCiId: string | null;
  readonly carryOver: readonly CarryOver[];
  readonly oldDeviceStatus: NonNullable<Order['oldDeviceStatus']>;
  readonly moveAttached: boolean;
  readonly requestedFor: string;
  readonly plannedStart: string;
  readonly plannedEnd: string;
  readonly teamId: string | null;
  readonly assigneeId: string | null;
  /** Names of the chosen records by id, so that a restored draft shows them. */
  readonly names: Names;
};

export const emptyOrderForm: OrderForm = {
  type: null,
  title: '',
  titleTouched: false,
  description: '',
  personId: null,
  contactPhone: '',
  placeId: null,
  targetPlaceId: null,
  targetUserId: null,
  subjectIds: [],
  oldCiId: null,
  newCiId: null,
  carryOver: CARRY_OVER,
  oldDeviceStatus: 'stored',
  moveAttached: true,
  requestedFor: '',
  plannedStart: '',
  plannedEnd: '',
  teamId: null,
  assigneeId: null,
  names: {},
};

/** Which parts of the form an order type asks for. */
export type FormParts = {
  readonly subjects: boolean;
  readonly old: boolean;
  readonly fresh: boolean;
  readonly targetPlace: boolean;
  /** Where the old device goes; it may as well stay where it is. */
  readonly oldTargetPlace: boolean;
  readonly targetUser: boolean;
  readonly carryOver: boolean;
  readonly attached: boolean;
};
export const PARTS: Readonly<Record<OrderType, FormParts>> = {
  move: {
    subjects: true,
    old: false,
    fresh: false,
    targetPlace: true,
    oldTargetPlace: false,
    targetUser: true,
    carryOver: false,
    attached: true,
  },
  add: {
    subjects: false,
    old: false,
    fresh: true,
    targetPlace: true,
    oldTargetPlace: false,
    targetUser: true,
    carryOver: false,
    attached: false,
  },
  swap: {
    subjects: false,
    old: true,
    fresh: true,
    targetPlace: false,
    oldTargetPlace: true,
    targetUser: false,
    carryOver: true,
    attached: false,
  },
  disposal: {
    subjects: true,
    old: false,
    fresh: false,
    targetPlace: false,
    oldTargetPlace: false,
    targetUser: false,
    carryOver: false,
    attached: false,
  },
};

/**
 * The form with another type. The target place is the device's in a move or add and the old device's in a swap: a place chosen for one
 * must not be taken for the other. A device named for one type stays named for the next: the subject of a move is the old device of a
 * swap, so that changing one's mind costs nothing typed.
 */
export const withType = (form: OrderForm, type: OrderType): OrderForm => {
  const parts = PARTS[type];
  const known = form.subjectIds[0] ?? form.oldCiId;
  return {
    ...form,
    type,
    targetPlaceId:
      form.type !== null && parts.oldTargetPlace !== PARTS[form.type].oldTargetPlace
        ? null
        : form.targetPlaceId,
    subjectIds: parts.subjects && form.subjectIds.length === 0 && known !== null ? [known] : form.subjectIds,
    oldCiId: parts.old ? (form.oldCiId ?? known) : form.oldCiId,
  };
};

export type DeviceInput = CommandInput<'orders.create'>['devices'][number];

/** The devices of the order in the roles its type gives them. */
export const devicesOf = (form: OrderForm): DeviceInput[] => {
  if (form.type === null) return [];
  const parts = PARTS[form.type];
  return [
    ...(parts.subjects ? form.subjectIds.map((ciId): DeviceInput => ({ role: 'subject', ciId })) : []),
    ...(parts.old && form.oldCiId !== null ? [{ role: 'old', ciId: form.oldCiId } as const] : []),
    ...(parts.fresh && form.newCiId !== null ? [{ role: 'new', ciId: form.newCiId } as const] : []),
  ];
};

/** What a new order starts with when it was asked for from a configuration item or a ticket. */
export type OrderOrigin = {
  readonly ci: { readonly id: string; readonly name: string } | null;
  readonly person: { readonly id: string; readonly name: string; readonly phone: string | null } | null;
  readonly place: { readonly id: string; readonly name: string } | null;
};

/** The form with what is known already: the device, whose it is and where it stands. */
export const startedFrom = ({ ci, person, place }: OrderOrigin): OrderForm => ({
  ...emptyOrderForm,
  subjectIds: ci === null ? [] : [ci.id],
  personId: person?.id ?? null,
  contactPhone: person?.phone ?? '',
  placeId: place?.id ?? null,
  names: Object.fromEntries(
    [ci, person, place].flatMap((known) => (known === null ? [] : [[known.id, known.name]])),
  ),
});

/** Words in the locale under `new.problems`. */
export type FormProblem =
  | 'type'
  | 'title'
  | 'subjects'
  | 'old'
  | 'fresh'
  | 'same_device'
  | 'targetPlace'
  | 'period';

/** What keeps the form from being sent, in the order the form shows it. The data host checks again by the domain's rules. */
export const problemsOf = (form: OrderForm): readonly FormProblem[] => {
  if (form.type === null) return ['type'];
  const parts = PARTS[form.type];
  const found: readonly (readonly [boolean, FormProblem])[] = [
    [parts.subjects && form.subjectIds.length === 0, 'subjects'],
    [parts.old && form.oldCiId === null, 'old'],
    [parts.fresh && form.newCiId === null, 'fresh'],
    [parts.old && form.oldCiId !== null && form.oldCiId === form.newCiId, 'same_device'],
    [parts.targetPlace && form.targetPlaceId === null, 'targetPlace'],
    [form.title.trim() === '', 'title'],
    [form.plannedStart !== '' && form.plannedEnd !== '' && form.plannedEnd < form.plannedStart, 'period'],
  ];
  return found.flatMap(([wrong, problem]) => (wrong ? [problem] : []));
};

/** Local `2026-11-21T08:00` as a `WhenField` gives it as a UTC instant; null when empty or not a time. */
export const instantOf = (local: string): string | null => {
  const epochMs = Date.parse(local);
  return Number.isNaN(epochMs) ? null : new Date(epochMs).toISOString();
};

/** The command for a form without problems; `id` makes sending it twice one order. */
export const toCreateInput = (
  form: OrderForm & { readonly type: OrderType },
  id: string,
  ticketId: string | null,
): CommandInput<'orders.create'> => {
  const parts = PARTS[form.type];
  return {
    id,
    type: form.type,
    title: form.title.trim(),
    description: form.description,
    personId: form.personId,
    contactPhone: form.contactPhone.trim() === '' ? null : form.contactPhone.trim(),
    ticketId,
    placeId: form.placeId,
    targetPlaceId: parts.targetPlace || parts.oldTargetPlace ? form.targetPlaceId : null,
    targetUserId: parts.targetUser ? (form.targetUserId ?? undefined) : undefined,
    requestedFor: instantOf(form.requestedFor),
    plannedStart: instantOf(form.plannedStart),
    plannedEnd: instantOf(form.plannedEnd),
    carryOver: parts.carryOver ? [...form.carryOver] : [],
    oldDeviceStatus: parts.old ? form.oldDeviceStatus : null,
    devices: devicesOf(form),
    teamId: form.teamId,
    assigneeId: form.assigneeId,
    moveAttached: parts.attached && form.moveAttached,
  };
};
