import { normaliseMac } from '#domain/config-items/identifiers.ts';
import type { ConfigItem } from '#domain/fields/config-items.ts';
import type { Order, OrderDevice, OrderTask } from '#domain/fields/orders.ts';
import { actedAt } from '#domain/journal/journal.ts';
import type { Id } from '#domain/records/common.ts';
import { fail, ok, type Reasoned, reasoned } from '#domain/records/result.ts';
import { changeOrder, type OrderContext, type OrderResult, refuseUnlessWorking } from './order.change.ts';

/**
 * A scanned or typed code as it is compared: without control characters, the symbology prefix some scanners send (`]C1`),
 * Code 39's start and stop `*`, or outer blanks; upper case.
 */
const normaliseCode = (code: string): string =>
  [...code]
    .filter((char) => char.charCodeAt(0) >= 0x20 && char.charCodeAt(0) !== 0x7f)
    .join('')
    .trim()
    .replace(/^\][A-Za-z][0-9A-Za-z]/, '')
    .replace(/^\*(.*)\*$/, '$1')
    .trim()
    .toUpperCase();

/** The identifiers a sticker or a screen may show, best evidence first. */
const codesOf = (item: ConfigItem): readonly string[] =>
  [item.assetTag, item.serial, item.uuid, item.name]
    .map((code) => normaliseCode(code ?? ''))
    .filter((code) => code !== '');

const carries = (item: ConfigItem, code: string): boolean => {
  if (codesOf(item).includes(code)) return true;
  const mac = normaliseMac(code);
  return mac !== null && item.macs.some((known) => normaliseMac(known) === mac);
};

const identify = ({ name, assetTag: tag, serial }: ConfigItem): Reasoned => {
  if (tag !== null && serial !== null) return reasoned('device.marked', { name, tag, serial });
  if (tag !== null) return reasoned('device.tagged', { name, tag });
  return serial === null ? reasoned('device.named', { name }) : reasoned('device.numbered', { name, serial });
};

type Expected = { readonly device: OrderDevice; readonly item: ConfigItem };

const namesOf = (expected: readonly Expected[]): readonly Reasoned[] =>
  expected.map(({ item }) => identify(item));

const wrongDevice = (code: string, scanned: ConfigItem | undefined, expected: readonly Expected[]) => {
  const details = {
    code,
    scannedId: scanned?.id ?? null,
    expected: namesOf(expected),
    expectedIds: expected.map(({ item }) => item.id),
  };
  return scanned === undefined
    ? fail('wrong_device', 'scan.unknown', details)
    : fail('wrong_device', 'scan.wrong', { ...details, found: identify(scanned) });
};

const markConfirmed = (order: Order, device: OrderDevice, code: string, ctx: OrderContext): Order => {
  const { actor } = ctx.env;
  const at = actedAt(order, ctx.env.now);
  const devices = order.devices.map((candidate) =>
    candidate.id === device.id
      ? { ...candidate, confirmedCode: code, confirmedAt: at, confirmedBy: actor.personId }
      : candidate,
  );
  const tasks = order.tasks.map(
    (task): OrderTask =>
      task.kind === 'scan' && task.deviceId === device.id && task.state === 'open'
        ? { ...task, state: 'done', value: code, doneAt: at, doneBy: actor.personId }
        : task,
  );
  return changeOrder(order, { devices, tasks }, ctx, { kind: 'scan', text: code });
};

/** The order's device that carries the scanned or typed code, confirmed or not. */
export const deviceByCode = (
  order: Order,
  code: string,
  cis: readonly ConfigItem[],
): OrderDevice | undefined =>
  order.devices.find((device) => {
    const item = cis.find((candidate) => candidate.id === device.ciId);
    return item !== undefined && carries(item, normaliseCode(code));
  });

export type ConfirmDeviceInput = {
  /** As it came from the scanner or the keyboard. */
  readonly code: string;
  /** The device the technician stands at; any device of the order that is not confirmed yet when left out. */
  readonly deviceId?: Id | undefined;
};

/**
 * Confirms that the device at hand is one of the order's, by tag, serial, UUID, name or MAC; its scan step is done with it.
 * `ctx.cis` holds the order's devices and, so that a wrong one can be named, the others known here. A second scan of a
 * confirmed device changes nothing. Errors: `missing_fields`, `wrong_device`, `ambiguous`, `not_found`, `not_started`, `not_editable`.
 */
export const confirmDevice = (
  order: Order,
  input: ConfirmDeviceInput,
  ctx: OrderContext & { readonly cis: readonly ConfigItem[] },
): OrderResult => {
  const refused = refuseUnlessWorking(order);
  if (refused !== null) return refused;
  const code = normaliseCode(input.code);
  if (code === '') return fail('missing_fields', 'scan.nothing', { fields: ['code'] });
  const all = order.devices.flatMap((device): Expected[] => {
    const item = ctx.cis.find((candidate) => candidate.id === device.ciId);
    return item === undefined ? [] : [{ device, item }];
  });
  const expected =
    input.deviceId === undefined ? all : all.filter(({ device }) => device.id === input.deviceId);
  if (expected.length === 0) return fail('not_found', 'order.device_not_here');
  const hits = expected.filter(({ item }) => carries(item, code));
  const [hit, another] = hits;
  if (hit === undefined) {
    return wrongDevice(
      code,
      ctx.cis.find((item) => carries(item, code)),
      expected,
    );
  }
  if (another !== undefined) {
    return fail('ambiguous', 'scan.ambiguous', { code, expected: namesOf(hits) });
  }
  return ok(hit.device.confirmedAt === null ? markConfirmed(order, hit.device, code, ctx) : order);
};
