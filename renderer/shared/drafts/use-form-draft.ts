import { useCallback, useMemo } from 'react';
import { begunWith, type DraftFields, readField, sameShape } from './draft-model.ts';
import { drafts } from './drafts.ts';
import { useDraft } from './use-draft.ts';

export type TypedOver<T> = {
  /** What the record said when typing began; what it says now where nothing is typed. */
  readonly base: T;
  readonly dirty: boolean;
  /** The field was typed in and the record's value changed meanwhile. */
  readonly changedUnderneath: boolean;
  /** Keeps what was typed although the record changed. */
  readonly keep: () => void;
  readonly drop: () => void;
};

export type FormDraft<F extends object> = {
  /** What the form shows: what was typed over what the record says. */
  readonly form: F;
  /** What it was typed over: what each field held when typing began in it. */
  readonly began: F;
  readonly set: <K extends keyof F & string>(name: K, value: F[K]) => void;
  readonly isDirty: boolean;
  /** How what was typed in a field stands to what the record says. */
  readonly over: <K extends keyof F & string>(name: K) => TypedOver<F[K]>;
  readonly discard: () => void;
  /** False until the draft of an earlier run has been read. */
  readonly loaded: boolean;
};

/** A whole form as one draft: every field is kept as it is typed and restored after a crash. `current` is what the record says. */
export const useFormDraft = <F extends object>(
  scope: string,
  key: string,
  label: string | ((fields: DraftFields) => string),
  current: F,
): FormDraft<F> => {
  const { ref, fields, discard, loaded } = useDraft(scope, key, label);
  const form = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(current).map(([name, said]) => {
          const { value } = readField(fields, name, said);
          return [name, sameShape(value, said) ? value : said];
        }),
      ) as F,
    [current, fields],
  );
  const began = useMemo(() => begunWith(fields, current), [current, fields]);
  const set = useCallback(
    <K extends keyof F & string>(name: K, value: F[K]) => drafts.write(ref, name, value, current[name]),
    [ref, current],
  );
  const over = useCallback(
    <K extends keyof F & string>(name: K): TypedOver<F[K]> => {
      const said = current[name];
      const { dirty, changedUnderneath } = readField(fields, name, said);
      return {
        base: began[name],
        dirty,
        changedUnderneath,
        keep: () => drafts.rebase(ref, name, said),
        drop: () => drafts.clear(ref, [name]),
      };
    },
    [ref, fields, current, began],
  );
  return {
    form,
    began,
    set,
    isDirty: Object.keys(current).some((name) => readField(fields, name, current[name as keyof F]).dirty),
    over,
    discard,
    loaded,
  };
};
