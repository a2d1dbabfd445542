import { useLayoutEffect } from 'react';
import { create } from 'zustand';
import type { TextKey } from '#renderer/shared/i18n/i18n.ts';
import { useIsAhead } from '#renderer/shared/navigation/ahead.ts';
import { isDialogOpen } from './popups.ts';

/** One action: the menu, the palette, its shortcut and the shortcuts overlay all use this record. */
export type Command = {
  /** Stable name, `incident.save`. A later registration of the same name hides the earlier one while it lasts. */
  readonly id: string;
  readonly label: TextKey;
  /** Heading in the shortcuts overlay. */
  readonly group: TextKey;
  /** `Ctrl+Enter`, `Alt+1`, `?`, or keys in a row: `g q`. Single keys only work outside text fields. */
  readonly shortcut?: string;
  readonly run: () => void;
  /** Whether it can be run now; always when missing. */
  readonly when?: () => boolean;
  /** Acts on the page, also by Ctrl: neither its keys nor the menu reach it behind a dialog. The palette, which closes first, does. */
  readonly ofPage?: true;
  /** Kept out of the palette: moving within a list, for example. */
  readonly hidden?: boolean;
};

type Registry = { readonly layers: readonly (readonly Command[])[] };

const useRegistry = create<Registry>()(() => ({ layers: [] }));

/** The commands of all layers; of equal ids the last registered one. */
export const mergeLayers = (layers: readonly (readonly Command[])[]): readonly Command[] => [
  ...new Map(layers.flat().map((command) => [command.id, command])).values(),
];

/** Every command there is at the moment. */
export const currentCommands = (): readonly Command[] => mergeLayers(useRegistry.getState().layers);

export const isAvailable = (command: Command): boolean => command.when?.() ?? true;

/** Whether a dialog lies over what the command acts on. What belongs to the window (tabs, the lock) goes on. */
export const isCovered = ({ ofPage }: Command): boolean => ofPage === true && isDialogOpen();

/**
 * Offers commands for as long as the component is mounted. Give it a memoised list. Before the first paint, so that a key pressed as soon
 * as its button is seen is not lost.
 */
export const useCommands = (commands: readonly Command[]): void => {
  const isAhead = useIsAhead();
  useLayoutEffect(() => {
    if (isAhead) return undefined;
    useRegistry.setState(({ layers }) => ({ layers: [...layers, commands] }));
    return () =>
      useRegistry.setState(({ layers }) => ({ layers: layers.filter((layer) => layer !== commands) }));
  }, [commands, isAhead]);
};

/** Runs a command by its id; false when it is not there, not available, or behind a dialog. */
export const runCommand = (id: string): boolean => {
  const command = currentCommands().find((known) => known.id === id);
  if (command === undefined || !isAvailable(command) || isCovered(command)) return false;
  command.run();
  return true;
};
