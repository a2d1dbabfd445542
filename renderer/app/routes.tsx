import { type ComponentType, lazy, type ReactNode } from 'react';
import { QueuePage, TicketsPage } from '#renderer/features/queue/queue-page.tsx';
import { pageSpec, registered } from '#renderer/shared/navigation/registry.ts';
import type { Page, PageParams, Route } from '#renderer/shared/navigation/route.ts';
import { onUsable } from '#renderer/shared/session/session.ts';

/** The registry keeps pages of all kinds; that each gets the parameters of its own name is what Route says. */
type AnyPage = ComponentType<object>;

/** The queue is what most starts show: its code is in the file that a start reads. Each other page is read when it is first opened. */
const AT_START: { readonly [P in Page]?: ComponentType<PageParams[P]> } = {
  queue: QueuePage,
  tickets: TicketsPage,
};

const components = new Map<Page, AnyPage>(Object.entries(AT_START) as [Page, AnyPage][]);

const componentOf = (page: Page): AnyPage => {
  const known = components.get(page);
  if (known !== undefined) return known;
  const load = pageSpec(page).load as () => Promise<AnyPage>;
  const made = lazy(async () => ({ default: await load() }));
  components.set(page, made);
  return made;
};

// Somebody who takes a call types at once: the page has to be there before the key that opens it. Not before the queue stands,
// though: the moments in which this window waits for the data host are those in which the host needs the processor.
onUsable(() => {
  requestIdleCallback(() => {
    for (const spec of Object.values(registered().pages)) if (spec?.early === true) void spec.load();
  });
});

/** The page of a route. */
export const pageOf = ({ page, ...params }: Route): ReactNode => {
  const Component = componentOf(page);
  return <Component {...params} />;
};
