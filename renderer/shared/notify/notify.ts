import { create } from 'zustand';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import type { Route } from '#renderer/shared/navigation/route.ts';

/** What can be done about what it says: taking an edit back. */
export type ToastAction = {
  readonly label: string;
  readonly run: () => void;
  /** The page that it is about (`pageInFront`): over another one nobody can tell what would be done. */
  readonly page: string;
};

export type Toast = {
  readonly id: number;
  readonly severity: 'success' | 'info' | 'warning' | 'error';
  readonly text: string;
  readonly action: ToastAction | null;
};

type Shown = {
  readonly current: Toast | null;
  readonly dismiss: () => void;
};

/** The one short message at the bottom of the window. */
export const useToast = create<Shown>()((set) => ({
  current: null,
  dismiss: () => set({ current: null }),
}));

export const pageOf = (route: Route): string => JSON.stringify(route);

/** By which the page in front is told from others. */
export const pageInFront = (): string => pageOf(useNavigation.getState().current);

/** Whether the page that a message is about was left. */
export const isLeft = ({ action }: Pick<Toast, 'action'>, page: string): boolean =>
  action !== null && action.page !== page;

let lastId = 0;

/** Says what happened; a newer message takes the place of an older one. */
export const notify = (
  severity: Toast['severity'],
  text: string,
  action: ToastAction | null = null,
): void => {
  // It may be done only when somebody has gone on.
  if (isLeft({ action }, pageInFront())) return;
  lastId += 1;
  useToast.setState({ current: { id: lastId, severity, text, action } });
};
