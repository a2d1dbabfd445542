import { isRecordNumber } from '#domain/numbering/number-in-text.ts';
import { text } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import type { MenuEntry } from '#renderer/shared/ui/context-menu.tsx';
import { openInWindow } from './open-window.ts';
import { fullLinkOf, type LinkedRecord } from './record-link.ts';
import { routeOfRecord } from './record-route.ts';
import { registered } from './registry.ts';
import type { Route } from './route.ts';

const copyText = (what: string): void => {
  void navigator.clipboard
    .writeText(what)
    .then(() => notify('info', text('common:links.copied', { text: what })));
};

/** Puts the link to a record on the clipboard. */
export const copyLink = async (record: LinkedRecord): Promise<void> => {
  const link = await fullLinkOf(record);
  if (link !== null) copyText(link);
};

/** The record that a route leads to; null for pages of something else. `number` is what its tab or row calls it. */
export const recordOfRoute = (route: Route, number: string): LinkedRecord | null => {
  const id = 'id' in route ? route.id : null;
  if (typeof id !== 'string') return null;
  const spec = registered().records.find((one) => one.route(id).page === route.page);
  if (spec === undefined) return null;
  return { collection: spec.collection, id, type: spec.types?.[0] ?? null, number: numberIn(number) };
};

/** A name is no number, and devices have names that look like one: `NB-0042`. */
const numberIn = (title: string): string | null => (isRecordNumber(title) ? title : null);

/** What can be done with any record, wherever it is shown. */
export const recordEntries = (record: LinkedRecord): readonly MenuEntry[] => {
  const { number } = record;
  const route = routeOfRecord(record.collection, record.id, record.type);
  return [
    ...(route === null
      ? []
      : [{ label: text('common:contextMenu.newWindow'), run: () => openInWindow(route, number ?? '') }]),
    ...(number === null
      ? []
      : [{ label: text('common:contextMenu.copyNumber'), run: () => copyText(number) }]),
    { label: text('common:contextMenu.copyLink'), run: () => void copyLink(record) },
  ];
};
