import type { ReplyError } from '#contracts/define.ts';
import type { ConfigItemRow } from '#contracts/shared.ts';
import type { Order, OrderDevice, OrderTask } from '#domain/fields/orders.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';

/** A device as a technician knows it: its name and what is printed on it. */
export type ExpectedDevice = {
  readonly name: string;
  readonly assetTag: string | null;
  readonly serial: string | null;
};

/** What came of a scan. `taskId`: the step it belongs to, the one that it did or that was waiting for another device. */
export type ScanOutcome =
  | {
      readonly kind: 'confirmed';
      readonly taskId: string | null;
      readonly code: string;
      readonly deviceName: string;
    }
  | {
      readonly kind: 'refused';
      readonly taskId: string | null;
      readonly code: string;
      readonly error: ReplyError;
      readonly expected: readonly ExpectedDevice[];
    };

const expectedOf = (device: OrderDevice, cis: readonly ConfigItemRow[]): ExpectedDevice => {
  const ci = cis.find((row) => row.id === device.ciId);
  return {
    name: ci?.name ?? nameOf({}, device.ciId),
    assetTag: ci?.assetTag ?? null,
    serial: ci?.serial ?? null,
  };
};

/** The devices still to be confirmed, as the refused scan names them. */
export const awaitedDevices = (order: Order, cis: readonly ConfigItemRow[]): readonly ExpectedDevice[] =>
  order.devices.filter((device) => device.confirmedAt === null).map((device) => expectedOf(device, cis));

export const confirmedOutcome = (
  code: string,
  order: Order,
  deviceId: string,
  cis: readonly ConfigItemRow[],
): ScanOutcome => {
  const device = order.devices.find((candidate) => candidate.id === deviceId);
  const task = order.tasks.find((one) => one.kind === 'scan' && one.deviceId === deviceId);
  return {
    kind: 'confirmed',
    taskId: task?.id ?? null,
    code,
    deviceName: device === undefined ? code : expectedOf(device, cis).name,
  };
};

export const refusedOutcome = (
  code: string,
  error: ReplyError,
  order: Order,
  cis: readonly ConfigItemRow[],
  openTaskId: string | null,
): ScanOutcome => {
  const waiting = order.tasks.filter(({ kind, state }) => kind === 'scan' && state === 'open');
  const task = waiting.find(({ id }) => id === openTaskId) ?? waiting[0];
  return { kind: 'refused', taskId: task?.id ?? null, code, error, expected: awaitedDevices(order, cis) };
};

/** The task to do now: the list is worked from the top down. Null when none is open. */
export const nextTask = (tasks: readonly OrderTask[]): OrderTask | null =>
  tasks.find((task) => task.state === 'open') ?? null;

/** Keys pressed outside inputs, with the time of the last one. */
export type KeyBurst = { readonly text: string; readonly atMs: number };
export const noBurst: KeyBurst = { text: '', atMs: Number.NEGATIVE_INFINITY };

/** A barcode scanner types a key every few milliseconds; nobody types faster than this. */
export const BURST_GAP_MS = 80;
/** Shorter bursts than this are a hand that rests on the keyboard. */
const SHORTEST_CODE = 4;

/** The burst after one more printable key; a pause starts a new one. */
export const withKey = (burst: KeyBurst, key: string, atMs: number): KeyBurst => ({
  text: atMs - burst.atMs <= BURST_GAP_MS ? burst.text + key : key,
  atMs,
});

/**
 * What an Enter at `atMs` means: the scanned code when it ends a burst, else null. This is how a scan counts although the focus
 * is not in the scan field, and how the letters of a serial are kept from being taken for single-key commands.
 */
export const scannedCode = (burst: KeyBurst, atMs: number): string | null =>
  burst.text.length >= SHORTEST_CODE && atMs - burst.atMs <= BURST_GAP_MS ? burst.text : null;
