import { type ReactNode, useMemo } from 'react';
import type { TicketDetail } from '#contracts/tickets.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { LinkedRecords } from '#renderer/shared/record/linked-records.tsx';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { StateChip } from '#renderer/shared/ui/chips.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { startOf, takenFrom } from './create-model.ts';
import { NewEntryPage } from './new-entry-page.tsx';

type ArticleNewPageProps = { readonly draftId: string; readonly ticketId: string | null };

const NO_NAMES = {};

const Origin = ({ ticket }: Pick<TicketDetail, 'ticket'>): ReactNode => {
  const t = useText('knowledge');
  const { id, type, number, title, state } = ticket;
  return (
    <Section title={t('create.origin')}>
      <LinkedRecords
        rows={[
          {
            ...{ id, type, collection: 'tickets', key: number, title, hint: null, mark: null },
            state: <StateChip type={type} state={state} />,
          },
        ]}
      />
    </Section>
  );
};

const ArticleForm = ({
  draftId,
  ticketId,
  detail,
}: ArticleNewPageProps & { readonly detail: TicketDetail | null }): ReactNode => {
  const t = useText('common');
  const ticket = detail?.ticket ?? null;
  const start = useMemo(() => startOf(ARTICLE, ticket === null ? {} : takenFrom(ticket)), [ticket]);
  return (
    <NewEntryPage
      process={ARTICLE}
      draftId={draftId}
      draftKey={`article-new:${draftId}@${ticketId ?? ''}`}
      route={{ page: 'article-new', draftId, ticketId }}
      title={t('pages.article-new')}
      start={start}
      given={ticketId === null ? {} : { ticketId }}
      names={detail?.names ?? NO_NAMES}
      {...(ticket === null ? {} : { origin: <Origin ticket={ticket} /> })}
    />
  );
};

const FromTicket = ({ draftId, ticketId }: { readonly draftId: string; readonly ticketId: string }) => {
  const live = useLive('tickets.detail', { id: ticketId });
  return (
    <Boundary live={live} lines={10}>
      {(detail) => <ArticleForm draftId={draftId} ticketId={ticketId} detail={detail} />}
    </Boundary>
  );
};

/** A new article, empty or from a ticket that was solved. */
export const ArticleNewPage = ({ draftId, ticketId }: ArticleNewPageProps): ReactNode =>
  ticketId === null ? (
    <ArticleForm draftId={draftId} ticketId={null} detail={null} />
  ) : (
    <FromTicket draftId={draftId} ticketId={ticketId} />
  );
