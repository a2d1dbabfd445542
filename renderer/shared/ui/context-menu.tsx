import Box from '@mui/material/Box';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { type ReactNode, useState } from 'react';
import { KeyHint } from './key-hint.tsx';

export type MenuEntry = {
  readonly label: string;
  /** The key that does the same elsewhere. */
  readonly shortcut?: string;
  readonly run: () => void;
};

/** Where a menu comes up, in pixels of the window. */
export type MenuPlace = { readonly x: number; readonly y: number };

/** The place for a menu of something that the keyboard stands on. */
export const placeBelow = (element: Element): MenuPlace => {
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left + 24, y: bottom };
};

type Opened = { readonly entries: readonly MenuEntry[]; readonly at: MenuPlace };

/** A menu that comes up where something was pressed with the right button, or with Shift+F10 and the menu key. */
export const useContextMenu = (): {
  readonly open: (entries: readonly MenuEntry[], at: MenuPlace) => void;
  readonly menu: ReactNode;
} => {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [isOpen, setOpen] = useState(false);
  return {
    open: (entries, at) => {
      if (entries.length === 0) return;
      setOpened({ entries, at });
      setOpen(true);
    },
    // Kept while it fades out.
    menu: opened !== null && (
      <Menu
        open={isOpen}
        onClose={() => setOpen(false)}
        anchorReference="anchorPosition"
        anchorPosition={{ left: opened.at.x, top: opened.at.y }}
        onContextMenu={(event) => event.preventDefault()}
      >
        {opened.entries.map(({ label, shortcut, run }) => (
          <MenuItem
            key={label}
            dense
            onClick={() => {
              setOpen(false);
              run();
            }}
          >
            {label}
            {shortcut !== undefined && (
              <Box component="span" sx={{ ml: 'auto', pl: 3 }}>
                <KeyHint shortcut={shortcut} />
              </Box>
            )}
          </MenuItem>
        ))}
      </Menu>
    ),
  };
};
