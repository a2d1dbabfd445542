import { formatCount } from '#renderer/shared/format/format.ts';
import { text } from '#renderer/shared/i18n/i18n.ts';

type Found = { readonly total: number; readonly isCapped?: boolean };

/** How many records a list found, for the place beside its title. Of words that match too many, that there are more. */
export const foundWords = (found: Found | undefined): string => {
  if (found === undefined) return '';
  const { total, isCapped = false } = found;
  const words = { count: total, shown: formatCount(total) };
  return text(isCapped ? 'record:list.foundCapped' : 'record:list.found', words);
};
