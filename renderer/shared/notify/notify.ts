import { create } from 'zustand';

export type Notice = {
  readonly id: number;
  readonly severity: 'success' | 'info' | 'warning' | 'error';
  readonly text: string;
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
export const notify = (severity: Notice['severity'], text: string): void => {
  lastId += 1;
  useNotices.setState({ current: { id: lastId, severity, text } });
};
