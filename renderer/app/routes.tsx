import { type ComponentType, lazy, type ReactNode } from 'react';
import { QueuePage, TicketsPage } from '#renderer/features/queue/queue-page.tsx';
import { type AnyPageSpec, pageSpec, registered } from '#renderer/shared/navigation/registry.ts';
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

/** Once read, a page is rendered in the moment it is opened: what is lazy shows that it loads for a third of a second, read or not. */
const read = async ([page, { load }]: readonly [string, AnyPageSpec]): Promise<void> => {
  const known = components.get(page as Page);
  const component = (await load()) as AnyPage;
  if (known === undefined && !components.has(page as Page)) components.set(page as Page, component);
};

const idle = (): Promise<unknown> => new Promise((resolve) => requestIdleCallback(resolve));

/** One after the other: who works meanwhile must not feel it. */
const readAll = async (): Promise<void> => {
  const pages = Object.entries(registered().pages).flatMap(([page, spec]) =>
    spec === undefined ? [] : [[page, spec] as const],
  );
  const isEarly = ([, { early }]: (typeof pages)[number]): boolean => early === true;
  await idle();
  await Promise.all(pages.filter(isEarly).map(read));
  for (const page of pages.filter((one) => !isEarly(one))) {
    await idle();
    await read(page);
  }
};

// Somebody who takes a call types at once: the page has to be there before the key that opens it. Not before the queue stands,
// though: the moments in which this window waits for the data host are those in which the host needs the processor.
onUsable(() => {
  readAll().catch((error: unknown) => console.error('A page could not be read ahead:', error));
});

/** The page of a route. */
export const pageOf = ({ page, ...params }: Route): ReactNode => {
  const Component = componentOf(page);
  return <Component {...params} />;
};
