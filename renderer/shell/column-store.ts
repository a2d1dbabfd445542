import useMediaQuery from '@mui/material/useMediaQuery';
import { create } from 'zustand';

/** What this device remembers between starts. */
const KEY = 'deskhand-lists-folded';
/** Below it the lists lie over the page while they are asked for, instead of taking room from it for good. */
const NARROW = '(max-width: 1099.9px)';

type ColumnStore = {
  /** The column was folded in a window that has room for it. */
  readonly folded: boolean;
  /** It lies over the page, in a window that has none. */
  readonly over: boolean;
};

const useStore = create<ColumnStore>()(() => ({ folded: localStorage.getItem(KEY) === '1', over: false }));

/** Whether the window has no room for the column beside the page. */
export const isNarrow = (): boolean => window.matchMedia(NARROW).matches;

/** Opens or folds the second column. */
export const setColumnOpen = (open: boolean): void => {
  if (isNarrow()) {
    useStore.setState({ over: open });
    return;
  }
  localStorage.setItem(KEY, open ? '0' : '1');
  useStore.setState({ folded: !open });
};

export const isColumnOpen = (): boolean => {
  const { folded, over } = useStore.getState();
  return isNarrow() ? over : !folded;
};

/** Takes the column away where it lies over the page. */
export const leaveColumn = (): void => useStore.setState({ over: false });

/** Whether the second column is there, and whether it lies over the page. */
export const useColumn = (): { readonly isOpen: boolean; readonly isOver: boolean } => {
  const narrow = useMediaQuery(NARROW, { noSsr: true });
  const { folded, over } = useStore();
  return { isOpen: narrow ? over : !folded, isOver: narrow };
};
