import { useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import { saveField } from './field-save.ts';
import type { RecordView } from './record-page.ts';

/**
 * A list of entries in a record, changed entry by entry: what others did to the rest meanwhile stays. Each change is saved at once and can be taken back.
 * `items` is what the record has in `field`.
 */
export const useElements = <E extends { readonly id: string }>(
  page: RecordView,
  field: string,
  items: readonly E[],
) => {
  const [error, setError] = useState<ReplyError>();
  const put = async (next: readonly E[]): Promise<boolean> => {
    const reply = await saveField(page, field, next, items);
    setError(reply.ok ? undefined : reply.error);
    return reply.ok;
  };
  return {
    items,
    mayEdit: page.mayEdit(field),
    error,
    clearError: () => setError(undefined),
    /** Changes the entry with this id, or adds it at the end. */
    set: (element: E) =>
      put(
        items.some(({ id }) => id === element.id)
          ? items.map((one) => (one.id === element.id ? element : one))
          : [...items, element],
      ),
    remove: (id: string) => put(items.filter((one) => one.id !== id)),
  };
};
