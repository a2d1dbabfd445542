import { useCallback, useEffect, useRef, useState } from 'react';
import { type TableWindow, windowFor } from './virtual-table-model.ts';

const FIRST_WINDOW: TableWindow = { offset: 0, limit: 100 };

type Shown = {
  readonly firstShown: number;
  readonly lastShown: number;
  readonly total: number;
  readonly onWindow: (offset: number, limit: number) => void;
  /** Names the question; another one begins with the first window. */
  readonly resetKey: string;
};

/** Asks for the rows around those in sight, once they come near the end of what was asked for. */
export const useTableWindow = ({ firstShown, lastShown, total, onWindow, resetKey }: Shown): void => {
  const asked = useRef(FIRST_WINDOW);
  useEffect(() => {
    const next = windowFor(firstShown, lastShown, total, asked.current);
    if (next === asked.current) return;
    asked.current = next;
    onWindow(next.offset, next.limit);
  }, [firstShown, lastShown, total, onWindow]);
  useOnOtherQuestion(resetKey, () => {
    asked.current = FIRST_WINDOW;
  });
};

/** Runs `work` when the question changes, not at first. */
const useOnOtherQuestion = (resetKey: string, work: () => void): void => {
  const question = useRef(resetKey);
  useEffect(() => {
    if (question.current === resetKey) return;
    question.current = resetKey;
    work();
  });
};

type Active<Row> = {
  readonly rowAt: (index: number) => Row | undefined;
  readonly total: number;
  readonly resetKey: string;
  /** Called with the row the keyboard stands on, null while it is not loaded. */
  readonly onActive: ((row: Row | null) => void) | undefined;
};

/** The row that the keyboard stands on: the first of a new question, and where it was when rows came in above it. */
export const useActiveRow = <Row>({ rowAt, total, resetKey, onActive }: Active<Row>) => {
  const [active, setActive] = useState(0);
  useOnOtherQuestion(resetKey, () => setActive(0));
  const activeIndex = Math.min(active, Math.max(0, total - 1));
  const activeRow = rowAt(activeIndex) ?? null;
  useEffect(() => onActive?.(activeRow), [onActive, activeRow]);
  const shift = useCallback((by: number) => setActive((index) => Math.max(0, index + by)), []);
  return { activeIndex, setActive, shift };
};
