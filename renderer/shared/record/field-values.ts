/** How values stand in inputs: instants in local time, amounts with their hundredths, structures as JSON. */

/** A UTC instant as the local text that a `WhenField` takes; empty for none. */
export const localText = (instant: unknown): string => {
  const at = typeof instant === 'string' ? new Date(instant) : null;
  if (at === null || Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/** Back from the input's local text; null when it is empty or no time. */
export const instantOf = (text: string): string | null => {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? null : at.toISOString();
};

/** An amount in hundredths as an input shows it. */
export const amountText = (minor: number): string => (minor / 100).toFixed(2);

/** Hundredths of what was typed, with a point or a comma; null when it is no amount. */
export const minorOf = (text: string): number | null => {
  const plain = text.trim().replace(',', '.');
  return /^-?\d+(\.\d{0,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null;
};

/** Stands for a value while what was typed is none yet: no JSON, no whole number. Plain, so that a draft can keep it. */
export type Unread = { readonly $unread: string };

export const unread = (text: string): Unread => ({ $unread: text });

/** The text that is no value yet; null for a value. */
export const unreadText = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && '$unread' in value ? String(value.$unread) : null;

/** For forms that hold values alone: nothing while what is typed is no value yet, which its field says. */
export const readValue = (value: unknown): unknown => (unreadText(value) === null ? value : null);

export const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return unread(text);
  }
};

/** A whole number as typed; nothing for an empty text. */
export const wholeOf = (text: string): number | null | Unread => {
  if (text.trim() === '') return null;
  return /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : unread(text);
};
