/** Ids by the words that records are known by. */
export type IdIndex = {
  readonly add: (word: string | null, id: string) => void;
  readonly get: (word: string) => readonly string[];
};

/** Most words have one id; a set for each of some hundred thousand would be most of what an import holds. */
export const createIdIndex = (): IdIndex => {
  const index = new Map<string, string | Set<string>>();
  return {
    add: (word, id) => {
      if (word === null) return;
      const held = index.get(word);
      if (held === undefined) index.set(word, id);
      else if (typeof held !== 'string') held.add(id);
      else if (held !== id) index.set(word, new Set([held, id]));
    },
    get: (word) => {
      const held = index.get(word);
      if (held === undefined) return [];
      return typeof held === 'string' ? [held] : [...held];
    },
  };
};
