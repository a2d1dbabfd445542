/** Cutting texts where a reader would. Not in CouchDB's bundle: its engines know no segments. */
import { wellFormedText } from './well-formed.ts';

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * At most `max` UTF-16 units of a text, which is what limits count, cut between two characters as they are read: never inside an emoji, a flag or a
 * letter with its accent.
 */
export const cutText = (text: string, max: number): string => {
  const whole = wellFormedText(text);
  if (whole.length <= max) return whole;
  const at = characters.segment(whole).containing(max)?.index ?? 0;
  // One character longer than all that there is room for: rather a piece of it than nothing.
  return at > 0 ? whole.slice(0, at) : wellFormedText(whole.slice(0, max));
};
