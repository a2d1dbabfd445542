import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';

/** What a bar stands for and the tickets behind it. */
export type Drill = { readonly title: string; readonly filter: TicketFilter };

/** Opens the tickets behind a bar in a tab of their own. */
export const openDrill = ({ title, filter }: Drill): void =>
  openRoute({ page: 'tickets', title, filter }, title);
