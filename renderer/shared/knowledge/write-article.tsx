import { type ReactNode, useMemo } from 'react';
import { ulid } from 'ulid';
import { isDoneState } from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { HeaderAct } from '#renderer/shared/record/header-acts.tsx';
import { useMay } from '#renderer/shared/session/session.ts';

type SolvedTicket = { readonly id: string; readonly type: string; readonly state: string };

/** Opens the form for an article from a ticket, filled in from it; the one that was begun, while that is open. */
const openArticleFrom = ({ id }: Pick<SolvedTicket, 'id'>): void => {
  const { tabs } = useNavigation.getState();
  const begun = tabs.find(({ route }) => route.page === 'article-new' && route.ticketId === id);
  openRoute(begun?.route ?? { page: 'article-new', draftId: ulid(), ticketId: id });
};

/** Whether there is a solution to write about. */
const isSolved = ({ type, state }: SolvedTicket): boolean => {
  const process = processOf(type);
  return process !== null && isDoneState(process, state);
};

/** On the page of a ticket that was solved: an article from it, in one step. */
export const WriteArticle = ({ ticket }: { readonly ticket: SolvedTicket }): ReactNode => {
  const t = useText('knowledge');
  const isOffered = useMay()('articles.create') && isSolved(ticket);
  const latest = useLatest({ ticket, isOffered });
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'record.writeArticle',
        label: 'knowledge:commands.writeArticle',
        group: 'record:commands.group',
        shortcut: 'k',
        when: () => latest.current.isOffered,
        run: () => openArticleFrom(latest.current.ticket),
      },
    ],
    [latest],
  );
  useCommands(commands);
  return (
    isOffered && (
      <HeaderAct
        id="writeArticle"
        label={t('writeArticle')}
        shortcut="k"
        onClick={() => openArticleFrom(ticket)}
      />
    )
  );
};
