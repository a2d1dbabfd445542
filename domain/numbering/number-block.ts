import type { OrderType } from '#domain/fields/orders.ts';

/** Crockford's base 32: no I, L, O, U, so that a number survives being read out on the phone. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 3;

/** A row of human numbers: what its counter is called on a device, and what its numbers begin with. Each process has one. */
export type NumberSeries = { readonly kind: string; readonly prefix: string };

/** Orders have a row for each of their types. */
export const ORDER_NUMBERS: Readonly<Record<OrderType, NumberSeries>> = {
  move: { kind: 'move', prefix: 'MOV' },
  add: { kind: 'add', prefix: 'ADD' },
  swap: { kind: 'swap', prefix: 'SWP' },
  disposal: { kind: 'disposal', prefix: 'DSP' },
};

/**
 * A three-character code from a device id (FNV-1a, 32,768 values). Two devices may hash to the same code; `attempt` gives the
 * next candidate, for the one who assigns codes and sees that the first is taken.
 */
export const deviceCodeOf = (deviceId: string, attempt = 0): string => {
  let hash = 0x811c9dc5;
  for (const char of `${deviceId}#${attempt}`) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  // Fold the upper half in: FNV's low bits alone mix badly for short inputs.
  let rest = (hash ^ (hash >>> 15)) >>> 0;
  let code = '';
  for (let place = 0; place < CODE_LENGTH; place += 1) {
    code += CROCKFORD[rest % 32];
    rest = Math.floor(rest / 32);
  }
  return code;
};

/** `INC-7QK-0042` for counter 42 of the device `7QK`; wider than four digits from 10,000 on. */
export const nextNumber = (
  { prefix }: Pick<NumberSeries, 'prefix'>,
  deviceCode: string,
  counter: number,
): string => `${prefix}-${deviceCode}-${String(counter).padStart(4, '0')}`;
