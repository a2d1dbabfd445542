import type { TableWindow } from '#renderer/shared/table/virtual-table-model.ts';

export const FIRST: TableWindow = { offset: 0, limit: 100 };

/** A window, and the question whose rows it is to show. */
type Asked = { readonly resetKey: string; readonly window: TableWindow };

/**
 * The window that is asked for, and the one that waits until it is answered. A dragged scroll bar passes hundreds of windows; each of them asked
 * for would be answered in turn, long after anybody looks at it, so only the last one waits.
 */
export type Windows = { readonly asked: Asked; readonly wanted: Asked | null };

type WindowEvent =
  | { readonly type: 'asked'; readonly window: Asked }
  | { readonly type: 'wanted'; readonly window: Asked }
  | { readonly type: 'answered'; readonly resetKey: string };

export const nextWindows = (windows: Windows, event: WindowEvent): Windows => {
  if (event.type === 'wanted') return { ...windows, wanted: event.window };
  // What waited is older than what is asked for now: asked for afterwards it would take its place.
  if (event.type === 'asked') return { asked: event.window, wanted: null };
  const { asked, wanted } = windows;
  if (wanted === null) return windows;
  // What was wanted of another question is wanted no more.
  return { asked: wanted.resetKey === event.resetKey ? wanted : asked, wanted: null };
};

/** The window to ask a question with: another one begins at the top. */
export const windowOf = ({ asked }: Windows, resetKey: string): TableWindow =>
  asked.resetKey === resetKey ? asked.window : FIRST;
