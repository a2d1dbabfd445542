import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';

export type FilterField = keyof TicketFilter;
/** One restriction as a chip: the field, and the value it stands for where the field holds a list. */
export type FilterChip = {
  readonly key: string;
  readonly field: FilterField;
  readonly value: string | number | boolean;
};

const isRestriction = (value: unknown): boolean =>
  value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

/** The active restrictions, one chip for each value of a list. The text has its own field and no chip. */
export const chipsOf = (filter: TicketFilter): readonly FilterChip[] =>
  (Object.entries(filter) as [FilterField, TicketFilter[FilterField]][])
    .filter(([field, value]) => field !== 'text' && isRestriction(value))
    .flatMap(([field, value]) => {
      const values = Array.isArray(value) ? value : [value];
      return values.flatMap((item) =>
        item === undefined ? [] : [{ key: `${field}:${String(item)}`, field, value: item }],
      );
    });

/** `filter` without one chip's restriction. */
export const withoutChip = (filter: TicketFilter, chip: FilterChip): TicketFilter => {
  const value = filter[chip.field];
  if (!Array.isArray(value)) return setFilter(filter, chip.field, undefined);
  const rest = (value as readonly unknown[]).filter((item) => item !== chip.value);
  return setFilter(filter, chip.field, rest as TicketFilter[FilterField]);
};

/** `filter` with one field set; an empty text or list ends the restriction, so that equal filters look equal. */
export const setFilter = <F extends FilterField>(
  filter: TicketFilter,
  field: F,
  value: TicketFilter[F] | undefined,
): TicketFilter => {
  const { [field]: _, ...rest } = filter;
  return isRestriction(value) ? { ...rest, [field]: value } : rest;
};

/** True when nothing narrows the list beyond the view it started from. */
export const sameFilter = (left: TicketFilter, right: TicketFilter): boolean => {
  const text = (filter: TicketFilter): string =>
    JSON.stringify(
      Object.entries(filter)
        .filter(([, value]) => isRestriction(value))
        .sort(([a], [b]) => a.localeCompare(b)),
    );
  return text(left) === text(right);
};
