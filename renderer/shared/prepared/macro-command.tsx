import { type ReactNode, useMemo, useState } from 'react';
import { MACRO_TYPES } from '#domain/prepared/prepared.ts';
import type { Process, ProcessRecord } from '#domain/processes/process.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { MacroDialog } from './macro-dialog.tsx';

type MacroCommandProps = {
  readonly process: Pick<Process, 'collection' | 'type'>;
  readonly record: Pick<ProcessRecord, 'id'>;
};

/** Runs a macro on the record of a page, by its key and from the palette. */
export const MacroCommand = ({ process, record }: MacroCommandProps): ReactNode => {
  const [isOpen, setOpen] = useState(false);
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'record.macro',
        label: 'prepared:macro.command',
        group: 'record:commands.group',
        shortcut: 'Ctrl+Shift+M',
        ofPage: true,
        when: () => MACRO_TYPES.includes(process.type),
        run: () => setOpen(true),
      },
    ],
    [process.type],
  );
  useCommands(commands);
  if (!isOpen) return null;
  return (
    <MacroDialog
      collection={process.collection}
      type={process.type}
      ids={[record.id]}
      onClose={() => setOpen(false)}
    />
  );
};
