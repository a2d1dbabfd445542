import { create } from 'zustand';

/** What can be done about what the notice says: taking an edit back. */
export type NoticeAction = { readonly label: string; readonly run: () => void };

export type Notice = {
  readonly id: number;
  readonly severity: 'success' | 'info' | 'warning' | 'error';
  readonly text: string;
  readonly action: NoticeAction | null;
};

type Notices = {
  readonly current: Notice | null;
  readonly dismiss: () => void;
};

/** The one short message at the bottom of the window. */
export const useNotices = create<Notices>()((set) => ({
  current: null,
  dismiss: () => set({ current: null }),
}));

let lastId = 0;

/** Says what happened; a newer message takes the place of an older one. */
export const notify = (
  severity: Notice['severity'],
  text: string,
  action: NoticeAction | null = null,
): void => {
  lastId += 1;
  useNotices.setState({ current: { id: lastId, severity, text, action } });
};
