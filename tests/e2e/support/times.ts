const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-12-31`, by the machine's clock. */
const dayText = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** As a field for day and hour takes it, `hours` from now. */
export const localTime = (hours: number): string => {
  const at = new Date(Date.now() + hours * 3_600_000);
  return `${dayText(at)}T${two(at.getHours())}:${two(at.getMinutes())}`;
};

/** A day of next month, whole in its month's view. */
export const nextMonth = (day: number): string => {
  const now = new Date();
  return dayText(new Date(now.getFullYear(), now.getMonth() + 1, day));
};
