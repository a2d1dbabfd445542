import type { Command } from '#renderer/shared/commands/commands.ts';
import { isPopupOpen } from '#renderer/shared/commands/popups.ts';
import { takesText } from '#renderer/shared/commands/text-field.ts';
import { redoLast, undoLast } from '#renderer/shared/record/undo.ts';

/** Where text is typed the keys are the field's own; nothing acts behind a dialog. */
const isFree = (): boolean => !takesText(document.activeElement) && !isPopupOpen();

const GENERAL = 'common:groups.general';

/** Taking back what was done in this session, and doing it again. */
export const ACT_COMMANDS: readonly Command[] = [
  {
    id: 'acts.undo',
    label: 'common:commands.undo',
    group: GENERAL,
    shortcut: 'Ctrl+Z',
    when: isFree,
    run: () => void undoLast(),
  },
  {
    id: 'acts.redo',
    label: 'common:commands.redo',
    group: GENERAL,
    shortcut: 'Ctrl+Y',
    when: isFree,
    run: () => void redoLast(),
  },
  {
    id: 'acts.redo.other',
    label: 'common:commands.redo',
    group: GENERAL,
    shortcut: 'Ctrl+Shift+Z',
    when: isFree,
    hidden: true,
    run: () => void redoLast(),
  },
];
