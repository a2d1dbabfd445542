import { createContext, use } from 'react';
import type { About } from '#contracts/prepared.ts';
import type { CollectionName } from '#domain/records/collections.ts';

/** The record that texts on a page are written about; its placeholders are filled from it. Null: about none. */
export const AboutContext = createContext<About | null>(null);
export const useAbout = (): About | null => use(AboutContext);

type Values = Readonly<Record<string, unknown>>;

/** Plain values only: placeholders stand for nothing else. */
const plain = (values: Values): About['values'] =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => value === null || ['string', 'number', 'boolean'].includes(typeof value),
    ),
  ) as About['values'];

/** A record that is there. */
export const aboutRecord = (
  collection: CollectionName,
  { id, type }: { readonly id: string; readonly type?: unknown },
): About => ({ collection, type: typeof type === 'string' ? type : null, id, values: {} });

/** A record that is being made, with what its form holds so far. */
export const aboutForm = (collection: CollectionName, type: string | null, values: object): About => ({
  ...{ collection, type, id: null },
  values: plain({ ...values }),
});
