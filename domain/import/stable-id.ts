/** cyrb53 (bryc, public domain): 53 bits, well mixed; enough to tell imported names apart, not for security. */
const hash53 = (text: string): number => {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
};

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
    .replace(/-$/, '');

/**
 * An id made of what identifies the record in its source, at most 80 characters: the same file imported on two devices makes
 * the same records, which the sync then unites. The readable part is for people; the hash keeps apart what it folds together.
 */
export const stableId = (kind: string, source: string): string =>
  [kind, slug(source), hash53(source).toString(36)].filter((part) => part !== '').join('-');
