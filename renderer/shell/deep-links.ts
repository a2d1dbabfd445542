import type { DeepLink } from '#contracts/native.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { host } from '#renderer/shared/host/host.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { routeOfRecord } from '#renderer/shared/navigation/record-route.ts';

type Kind = DeepLink['kind'];

const COLLECTIONS: Readonly<Record<Kind, CollectionName>> = {
  ticket: 'tickets',
  ci: 'configItems',
  order: 'orders',
  article: 'knowledge',
};

/** The `type` of a linked record, which a link does not say, where it decides the page; null when it is not on this device. */
const typeOf = async ({ kind, id }: DeepLink): Promise<string | null> => {
  switch (kind) {
    case 'ticket': {
      const reply = await host.query('tickets.detail', { id });
      return reply.ok ? reply.data.ticket.type : null;
    }
    case 'article': {
      const reply = await host.query('knowledge.detail', { id });
      return reply.ok ? reply.data.entry.type : null;
    }
    case 'ci':
    case 'order':
      return null;
  }
};

/** Opens what a `deskhand://` link points at; a record that is not here opens the page that says so. */
export const openDeepLink = async (link: DeepLink): Promise<void> => {
  const route = routeOfRecord(COLLECTIONS[link.kind], link.id, await typeOf(link));
  if (route !== null) openRoute(route);
};
