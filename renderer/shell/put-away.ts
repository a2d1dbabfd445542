import { create } from 'zustand';

export type Announced = { readonly id: string; readonly updatedAt: string };

/** Not in a component: the lock takes the console down, and what was put away before is no news after it. */
const useStore = create<{ readonly keys: ReadonlySet<string> }>()(() => ({ keys: new Set() }));

/** An announcement that was changed is news again, and each person reads for themselves. */
const keyOf = (personId: string, { id, updatedAt }: Announced): string => `${personId} ${id}@${updatedAt}`;

/** Takes an announcement off this person's screen until the next start, or until it is changed. */
export const putAway = (personId: string, announced: Announced): void =>
  useStore.setState(({ keys }) => ({ keys: new Set([...keys, keyOf(personId, announced)]) }));

/** Tells of each announcement whether this person has put it away. */
export const usePutAway = (personId: string): ((announced: Announced) => boolean) => {
  const keys = useStore((store) => store.keys);
  return (announced) => keys.has(keyOf(personId, announced));
};
