import { type RefObject, useCallback, useState } from 'react';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { imageReference } from './addresses.ts';
import { placeSince, type TextEdit, withOwnLine } from './text-edit.ts';

/** Stores an image and says its id; null when it was refused, which whoever refuses it tells people. */
export type OnImage = (file: File) => Promise<string | null>;

/**
 * Edits as typing does, so that Ctrl+Z takes it back: setting the value would empty the browser's own history. Away from the focus there
 * is no such way, and nobody who is typing.
 */
export const applyEdit = (
  field: HTMLTextAreaElement,
  { from, to, insert }: TextEdit,
  onChange: (value: string) => void,
): void => {
  if (document.activeElement === field) {
    field.setSelectionRange(from, to);
    if (insert === '' && from === to) return;
    if (document.execCommand(insert === '' ? 'delete' : 'insertText', false, insert)) return;
  }
  onChange(`${field.value.slice(0, from)}${insert}${field.value.slice(to)}`);
};

const nameOf = ({ name }: File): string => name.replace(/\.\w{1,5}$/, '');

/** Stores files one after the other and puts their references where the caret was; `waiting` counts those under way. */
export const useImageInsert = (
  fieldRef: RefObject<HTMLTextAreaElement | null>,
  onChange: (value: string) => void,
  onImage: OnImage | undefined,
): { readonly waiting: number; readonly insert: (files: readonly File[]) => void } => {
  const [waiting, setWaiting] = useState(0);
  const latest = useLatest({ onChange, onImage });
  const insertOne = useCallback(
    async (file: File): Promise<void> => {
      const field = fieldRef.current;
      if (field === null) return;
      const before = field.value;
      const at = field.selectionEnd;
      const id = (await latest.current.onImage?.(file)) ?? null;
      if (id === null || !field.isConnected) return;
      const { value, selectionStart } = field;
      const place = placeSince(before, at, value);
      const insert = withOwnLine(value, place, imageReference(id, nameOf(file)));
      applyEdit(field, { from: place, to: place, insert }, latest.current.onChange);
      // Somebody who went on typing before the image keeps their place.
      if (document.activeElement === field && selectionStart < place)
        field.setSelectionRange(selectionStart, selectionStart);
      else if (document.activeElement === field && selectionStart > place)
        field.setSelectionRange(selectionStart + insert.length, selectionStart + insert.length);
    },
    [fieldRef, latest],
  );
  const insert = useCallback(
    (files: readonly File[]): void => {
      setWaiting((count) => count + files.length);
      void files.reduce(
        (previous, file) =>
          previous.then(() => insertOne(file)).finally(() => setWaiting((count) => count - 1)),
        Promise.resolve(),
      );
    },
    [insertOne],
  );
  return { waiting, insert };
};
