import { type KeyboardEvent, type RefObject, useState } from 'react';
import { questionsIn } from '#domain/prepared/placeholders.ts';
import { host } from '#renderer/shared/host/host.ts';
import { errorText } from '#renderer/shared/i18n/i18n.ts';
import { applyEdit } from '#renderer/shared/markdown/use-image-insert.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { useAbout } from './about.ts';
import type { Answers } from './question-dialog.tsx';
import { matching, moduleKey, type TextRow, type TypedPrefix, typedPrefix } from './typed-prefix.ts';
import { usePrepared } from './use-prepared.ts';

type Asking = { readonly row: TextRow; readonly typed: TypedPrefix; readonly questions: readonly string[] };

/** The prefix as it was typed, still there; where it has moved, nothing is replaced. */
const rangeIn = (
  { value }: HTMLTextAreaElement,
  { from, to, query }: TypedPrefix,
): readonly [number, number] => {
  if (value.slice(from, to) === `/${query}`) return [from, to];
  return [value.length, value.length];
};

/** Text modules in a field: what its prefix offers, and putting one in. */
export const useModules = (
  fieldRef: RefObject<HTMLTextAreaElement | null>,
  value: string,
  onText: (text: string) => void,
) => {
  const about = useAbout();
  const [typed, setTyped] = useState<TypedPrefix | null>(null);
  const [active, setActive] = useState(0);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [left, setLeft] = useState<readonly string[]>([]);
  /** Where a slash stands that was left as it was typed. */
  const [dismissed, setDismissed] = useState<number | null>(null);
  const known = usePrepared('text', typed !== null);
  const rows = typed === null ? [] : matching(known, typed.query);

  const saw = (field: HTMLTextAreaElement): void => {
    const found = typedPrefix(field.value, field.selectionStart);
    setActive(0);
    if (found === null) setDismissed(null);
    setTyped(found !== null && found.from === dismissed ? null : found);
  };
  const put = async ({ row, typed: at }: Omit<Asking, 'questions'>, answers: Answers): Promise<void> => {
    setAsking(null);
    setTyped(null);
    const { language, content } = row;
    const reply = await host.query('prepared.fill', {
      texts: { text: content.text },
      language,
      about,
      answers,
    });
    const field = fieldRef.current;
    if (!reply.ok) notify('error', errorText(reply.error));
    if (!reply.ok || field === null) return;
    const text = reply.data.texts.text ?? '';
    const [from, to] = rangeIn(field, at);
    field.focus();
    applyEdit(field, { from, to, insert: text }, onText);
    setLeft(reply.data.left);
    const [first] = reply.data.left;
    const hole = first === undefined ? -1 : text.indexOf(first);
    // What has no value is chosen: typing replaces it.
    if (hole >= 0) field.setSelectionRange(from + hole, from + hole + (first ?? '').length);
    void host.command('prepared.use', { id: row.id });
  };
  const choose = (row: TextRow): void => {
    if (typed === null) return;
    const questions = questionsIn(row.content.text);
    if (questions.length === 0) void put({ row, typed }, {});
    else setAsking({ row, typed, questions });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (rows.length === 0 || event.nativeEvent.isComposing) return;
    const action = moduleKey(event);
    if (action === null) return;
    event.preventDefault();
    event.stopPropagation();
    const row = rows[active] ?? rows[0];
    if (action === 'next') setActive((active + 1) % rows.length);
    else if (action === 'previous') setActive((active + rows.length - 1) % rows.length);
    else if (action === 'insert' && row !== undefined) choose(row);
    else if (action === 'leave') {
      setDismissed(typed?.from ?? null);
      setTyped(null);
    }
  };
  return {
    ...{ rows, active, asking, choose, onKeyDown, saw },
    close: () => setTyped(null),
    answered: (answers: Answers) => void (asking !== null && put(asking, answers)),
    stopAsking: () => {
      setAsking(null);
      fieldRef.current?.focus();
    },
    /** Placeholders without a value that are in the text still. */
    left: left.filter((one) => value.includes(one)),
  };
};
