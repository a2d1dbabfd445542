import { SEARCH_COLLECTIONS } from '#contracts/search-kinds.ts';
import { host } from '#renderer/shared/host/host.ts';
import { text } from '#renderer/shared/i18n/i18n.ts';
import type { OnNumber } from '#renderer/shared/markdown/markdown-links.tsx';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { routeOfRecord } from '#renderer/shared/navigation/record-route.ts';
import { notify } from '#renderer/shared/notify/notify.ts';

const FEW = 10;

/** Opens the record whose number stands in a text. */
const openNumber = async (number: string): Promise<void> => {
  const reply = await host.query('search.all', { text: number, limit: FEW });
  const hit = reply.ok ? reply.data.rows.find(({ key }) => key === number) : undefined;
  const route =
    hit === undefined ? null : routeOfRecord(SEARCH_COLLECTIONS[hit.kind], hit.id, hit.recordType);
  if (route === null) notify('info', text('knowledge:numberNotHere', { number }));
  else openRoute(route, number);
};

export const onNumber: OnNumber = (number) => void openNumber(number);
