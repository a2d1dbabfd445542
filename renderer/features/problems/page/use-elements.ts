import { useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { PROBLEM } from '#domain/processes/problem.ts';
import { saveField } from '#renderer/shared/record/field-save.ts';
import type { RecordPage } from '#renderer/shared/record/record-page.ts';

export type ElementField = 'whys' | 'causes' | 'tasks';
type ElementOf<F extends ElementField> = ProblemRecord['record'][F][number];

/** A list of entries in a problem, changed entry by entry: what others did to the rest meanwhile stays. Each change is saved at once and can be taken back. */
export const useElements = <F extends ElementField>(page: ProblemRecord, field: F) => {
  const [error, setError] = useState<ReplyError>();
  const items = page.record[field] as readonly ElementOf<F>[];
  const put = async (next: readonly ElementOf<F>[]): Promise<boolean> => {
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
    set: (element: ElementOf<F>) =>
      put(
        items.some(({ id }) => id === element.id)
          ? items.map((one) => (one.id === element.id ? element : one))
          : [...items, element],
      ),
    remove: (id: string) => put(items.filter((one) => one.id !== id)),
  };
};

/** The page of a problem, as its parts see it. */
export type ProblemRecord = RecordPage<typeof PROBLEM>;
