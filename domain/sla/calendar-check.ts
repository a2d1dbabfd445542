import { IANAZone } from 'luxon';
import { isObject, type JsonObject } from '#domain/records/json.ts';
import { type Reasoned, reasoned } from '#domain/records/result.ts';

type Slot = { readonly from: string; readonly to: string };

/** A slot of a weekday may run over midnight; one that begins where it ends is all day for some and nothing for others. */
const isEmpty = ({ from, to }: Slot): boolean => from === to;
/** A holiday is a date, so its open hours end with it. */
const isBackwards = ({ from, to }: Slot): boolean => from >= to;

const wrongSlot = ({ from, to }: Slot): Reasoned => reasoned('calendar.slot', { start: from, end: to });

const slotsIn = (lists: unknown): readonly Slot[] => (Array.isArray(lists) ? (lists.flat() as Slot[]) : []);

/**
 * Why a calendar whose fields are well makes no working hours all the same; null when it does. One with a zone that nobody knows counted
 * nothing, and nothing was ever due, without a word.
 */
export const calendarFault = ({ zone, week, holidays }: JsonObject): Reasoned | null => {
  if (typeof zone !== 'string' || !IANAZone.isValidZone(zone)) return reasoned('calendar.zone', { zone });
  const empty = slotsIn(week).find(isEmpty);
  if (empty !== undefined) return wrongSlot(empty);
  const days = Array.isArray(holidays) ? holidays.filter(isObject) : [];
  const backwards = days.flatMap(({ slots }) => slotsIn(slots)).find(isBackwards);
  return backwards === undefined ? null : wrongSlot(backwards);
};
