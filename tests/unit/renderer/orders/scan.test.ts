import { describe, expect, it } from 'vitest';
import type { ConfigItemRow } from '#contracts/shared.ts';
import type { Order, OrderDevice, OrderTask } from '#domain/fields/orders.ts';
import {
  awaitedDevices,
  confirmedOutcome,
  nextTask,
  noBurst,
  refusedOutcome,
  scannedCode,
  withKey,
} from '#renderer/features/orders/scan.ts';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';

setupTexts();

const device = (id: string, ciId: string, confirmedAt: string | null): OrderDevice => ({
  id,
  role: 'subject',
  ciId,
  confirmedCode: null,
  confirmedAt,
  confirmedBy: null,
});
const ci = (id: string, name: string): ConfigItemRow => ({
  id,
  ciClass: 'notebook',
  name,
  assetTag: `A-${id}`,
  serial: `S-${id}`,
  manufacturer: null,
  model: null,
  status: 'in_operation',
  userId: null,
  userName: null,
  placeId: null,
  placeName: null,
  ips: [],
  warrantyUntil: null,
  updatedAt: '2026-11-21T08:00:00.000Z',
});
const task = (kind: OrderTask['kind'], state: OrderTask['state']): OrderTask => ({
  id: `${kind}-${state}`,
  key: kind,
  title: kind,
  kind,
  required: true,
  state,
  deviceId: null,
  value: null,
  note: null,
  doneAt: null,
  doneBy: null,
});

const order = {
  tasks: [
    { ...task('scan', 'done'), id: 'scan-d1', deviceId: 'd1' },
    { ...task('work', 'open'), id: 'work', deviceId: 'd1' },
    { ...task('scan', 'open'), id: 'scan-d2', deviceId: 'd2' },
    { ...task('scan', 'open'), id: 'scan-d3', deviceId: 'd3' },
  ],
  devices: [device('d1', '1', '2026-11-21T08:00:00.000Z'), device('d2', '2', null), device('d3', '3', null)],
} as unknown as Order;
const cis = [ci('1', 'NB-1'), ci('2', 'NB-2')];

describe('what a scan shows', () => {
  it('names the confirmed device', () => {
    expect(confirmedOutcome('A-2', order, 'd2', cis)).toEqual({
      kind: 'confirmed',
      taskId: 'scan-d2',
      code: 'A-2',
      deviceName: 'NB-2',
    });
  });

  it('names what was scanned and what is awaited, with the labels printed on it', () => {
    const error = { code: 'not_found', reason: 'order.device_not_here' } as const;
    expect(refusedOutcome('WRONG', error, order, cis, null)).toEqual({
      kind: 'refused',
      taskId: 'scan-d2',
      code: 'WRONG',
      error,
      expected: [
        { name: 'NB-2', assetTag: 'A-2', serial: 'S-2' },
        { name: 'unknown', assetTag: null, serial: null },
      ],
    });
  });

  it('belongs to the step that was scanned for, not to the next one', () => {
    const error = { code: 'wrong_device', reason: 'scan.unknown' } as const;
    const taskOf = (openTaskId: string | null) => refusedOutcome('X', error, order, cis, openTaskId).taskId;
    expect(taskOf('scan-d3')).toBe('scan-d3');
    // Work was open when the trigger was pulled: the first scan that waits.
    expect(taskOf('work')).toBe('scan-d2');
    expect(confirmedOutcome('A-1', order, 'd1', cis)).toMatchObject({ taskId: 'scan-d1' });
  });

  it('no longer expects confirmed devices', () => {
    expect(awaitedDevices(order, cis).map(({ name }) => name)).toEqual(['NB-2', 'unknown']);
  });
});

describe('the next task', () => {
  it('is the first open one; done and skipped ones are passed', () => {
    const tasks = [
      task('check', 'done'),
      task('work', 'skipped'),
      task('scan', 'open'),
      task('work', 'open'),
    ];
    expect(nextTask(tasks)?.kind).toBe('scan');
  });

  it('is none when all are done', () => {
    expect(nextTask([task('scan', 'done')])).toBeNull();
  });
});

describe('keys outside inputs', () => {
  const typed = (text: string, gapMs: number) =>
    [...text].reduce((burst, key, index) => withKey(burst, key, index * gapMs), noBurst);

  it('a scanner is a burst that ends with Enter', () => {
    expect(scannedCode(typed('SN-4711', 10), 70)).toBe('SN-4711');
  });

  it('slow typing is no scan', () => {
    expect(scannedCode(typed('SN-4711', 200), 1_210)).toBeNull();
  });

  it('an Enter long after the burst is no scan', () => {
    expect(scannedCode(typed('SN-4711', 10), 5_000)).toBeNull();
  });

  it('a pause starts a new burst, so that keys typed one by one stay commands', () => {
    expect(typed('sn', 200).text).toBe('n');
    expect(typed('sn', 10).text).toBe('sn');
  });
});
