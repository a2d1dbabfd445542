import type { OrderType } from '#domain/fields/orders.ts';

/** Crockford's base 32: no I, L, O, U, so that a number survives being read out on the phone. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 3;

/** Prefix of the human number by kind of record. */
export const NUMBER_PREFIXES = {
  incident: 'INC',
  request: 'REQ',
  problem: 'PRB',
  change: 'CHG',
  release: 'REL',
  move: 'MOV',
  add: 'ADD',
  swap: 'SWP',
  disposal: 'DSP',
  known_error: 'KE',
  article: 'KB',
} as const;
export type NumberKind = keyof typeof NUMBER_PREFIXES;

export const ORDER_NUMBER_KINDS: Readonly<Record<OrderType, NumberKind>> = {
  move: 'move',
  add: 'add',
  swap: 'swap',
  disposal: 'disposal',
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
export const nextNumber = (kind: NumberKind, deviceCode: string, counter: number): string =>
  `${NUMBER_PREFIXES[kind]}-${deviceCode}-${String(counter).padStart(4, '0')}`;
