import { create } from 'zustand';

/** What can be done about what it says: taking an edit back. */
export type ToastAction = { readonly label: string; readonly run: () => void };

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

let lastId = 0;

/** Says what happened; a newer message takes the place of an older one. */
export const notify = (
  severity: Toast['severity'],
  text: string,
  action: ToastAction | null = null,
): void => {
  lastId += 1;
  useToast.setState({ current: { id: lastId, severity, text, action } });
};
