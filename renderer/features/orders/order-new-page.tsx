import { type ReactNode, useMemo } from 'react';
import { nameIn } from '#domain/records/names.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { OrderNewForm, type OrderNewProps } from './order-new-form.tsx';
import { type OrderOrigin, startedFrom } from './order-wizard.ts';

const NO_ORIGIN: OrderOrigin = { ci: null, person: null, place: null };

const FromConfigItem = ({
  ciId,
  ticketId,
}: {
  readonly ciId: string;
  readonly ticketId: string | null;
}): ReactNode => {
  const live = useLive('configItems.detail', { id: ciId });
  const { data } = live;
  const started = useMemo(
    () =>
      startedFrom(
        data === undefined
          ? NO_ORIGIN
          : {
              ci: data.ci,
              person: data.user && {
                id: data.user.id,
                name: data.user.name,
                phone: data.user.phones[0] ?? null,
              },
              place: data.ci.placeId === null ? null : { id: data.ci.placeId, name: data.placeName ?? '' },
            },
      ),
    [data],
  );
  return (
    <Boundary live={live}>
      {() => <OrderNewForm ciId={ciId} ticketId={ticketId} started={started} />}
    </Boundary>
  );
};

const FromTicket = ({ ticketId }: { readonly ticketId: string }): ReactNode => {
  const live = useLive('tickets.detail', { id: ticketId });
  const { data } = live;
  const started = useMemo(() => {
    if (data === undefined) return startedFrom(NO_ORIGIN);
    const { ticket, requester, ci, names } = data;
    return startedFrom({
      ci,
      person: requester && { id: requester.id, name: requester.name, phone: requester.phones[0] ?? null },
      place:
        ticket.placeId === null ? null : { id: ticket.placeId, name: nameIn(names, ticket.placeId) ?? '' },
    });
  }, [data]);
  return (
    <Boundary live={live}>
      {() => <OrderNewForm ciId={null} ticketId={ticketId} started={started} />}
    </Boundary>
  );
};

const FROM_NOTHING = startedFrom(NO_ORIGIN);

/** A new move, add, swap or disposal order, with what is known of the item or ticket it was asked for from. */
export const OrderNewPage = ({ ciId, ticketId }: OrderNewProps): ReactNode => {
  if (ciId !== null) return <FromConfigItem ciId={ciId} ticketId={ticketId} />;
  if (ticketId !== null) return <FromTicket ticketId={ticketId} />;
  return <OrderNewForm ciId={null} ticketId={null} started={FROM_NOTHING} />;
};
