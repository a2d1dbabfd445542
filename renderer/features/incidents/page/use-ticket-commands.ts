import { useMemo } from 'react';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { stepKey } from './steps.ts';
import type { TicketPage } from './use-ticket-page.ts';

export type TicketActions = {
  readonly compose: (kind: 'note' | 'comment') => void;
  /** Takes the step that a key stands for, if one is offered now. */
  readonly stepByKey: (key: string) => void;
  readonly assign: () => void;
  readonly editTitle: () => void;
  readonly bookTime: () => void;
};

type Action = 'note' | 'comment' | 'start' | 'hold' | 'resolve' | 'assign' | 'editTitle' | 'bookTime';

/** The single-key actions of a ticket's page. */
export const useTicketCommands = (page: TicketPage, actions: TicketActions): void => {
  const latest = useLatest({ page, actions });
  const commands = useMemo<readonly Command[]>(() => {
    const offers = (key: string) => () =>
      latest.current.page.steps.some((step) => stepKey(step.name) === key);
    const command = (name: Action, shortcut: string, run: () => void, when: () => boolean): Command => ({
      id: `ticket.${name}`,
      label: `incidents:commands.${name}`,
      group: 'incidents:commands.group',
      shortcut,
      run,
      when,
    });
    const can = (name: Parameters<TicketPage['can']>[0]) => () => latest.current.page.can(name);
    return [
      command('note', 'n', () => latest.current.actions.compose('note'), can('incidents.addNote')),
      command('comment', 'c', () => latest.current.actions.compose('comment'), can('incidents.addComment')),
      command('start', 's', () => latest.current.actions.stepByKey('s'), offers('s')),
      command('hold', 'h', () => latest.current.actions.stepByKey('h'), offers('h')),
      command('resolve', 'r', () => latest.current.actions.stepByKey('r'), offers('r')),
      command('assign', 't', () => latest.current.actions.assign(), can('incidents.assign')),
      command('editTitle', 'e', () => latest.current.actions.editTitle(), can('incidents.update')),
      command('bookTime', 'b', () => latest.current.actions.bookTime(), can('incidents.bookTime')),
    ];
  }, [latest]);
  useCommands(commands);
};
