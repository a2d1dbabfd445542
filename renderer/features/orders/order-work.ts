import { createContext, useContext } from 'react';
import type { OrderDetail } from '#contracts/orders.ts';
import type { OrderDevice, OrderTask } from '#domain/fields/orders.ts';
import type { ORDER } from '#domain/processes/order.ts';
import type { DraftRef } from '#renderer/shared/drafts/draft-store.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import type { RecordPage } from '#renderer/shared/record/record-page.ts';

/** What the parts of an order's page share. */
export type OrderWork = {
  readonly detail: OrderDetail;
  readonly page: RecordPage<typeof ORDER>;
  readonly draft: DraftRef;
  /** The signed-in user may work on this order and it has been started. */
  readonly isWorking: boolean;
};

export const OrderWorkContext = createContext<OrderWork | null>(null);

export const useOrderWork = (): OrderWork => {
  const work = useContext(OrderWorkContext);
  if (work === null) throw new Error('useOrderWork is for parts of an order page');
  return work;
};

/** Name and label of the device with this id within the order, null when it has none. */
export const deviceName = (detail: OrderDetail, deviceId: string | null): string | null => {
  const device: OrderDevice | undefined = detail.order.devices.find(({ id }) => id === deviceId);
  if (device === undefined) return null;
  const ci = detail.devices.find(({ id }) => id === device.ciId);
  return ci === undefined ? device.ciId : joined([ci.name, ci.assetTag]);
};

/** A task of these kinds is done with a value: a meter or port, the number of a record, a name. */
export const wantsValue = (task: OrderTask): task is OrderTask & { kind: 'reading' | 'erase' | 'handover' } =>
  task.kind === 'reading' || task.kind === 'erase' || task.kind === 'handover';

/** Only one of the order's scans is left out, so nothing of it can be: the device must be seen. */
export const canSkip = (task: OrderTask): boolean => task.kind !== 'scan';
