/** A text without spaces around it; null when nothing is left. */
export const cleaned = (text: unknown): string | null => {
  const trimmed = typeof text === 'string' ? text.trim() : '';
  return trimmed === '' ? null : trimmed;
};
