/** Day and time in the device's zone, for files, names and what machines compare; people are shown them by format.ts. */

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-11-21`. */
export const dayOf = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;

/** `14:05`. */
export const timeOfDay = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`;

/** `14:05:09`. */
export const timeWithSeconds = (at: Date): string => `${timeOfDay(at)}:${two(at.getSeconds())}`;
