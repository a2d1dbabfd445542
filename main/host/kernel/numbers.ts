import { monotonicFactory } from 'ulid';
import { deviceCodeOf, type NumberSeries, nextNumber } from '#domain/numbering/number-block.ts';
import type { LocalValues } from '../local/values.ts';

/** Who this device is: its id for journals and its code in the numbers it hands out. */
export type Device = {
  readonly id: string;
  readonly code: () => string;
  /** The code turned out to be another device's: the next candidate is used from now on. Numbers handed out keep theirs. */
  readonly takeNextCode: () => string;
  /** The next number of this device's block, durably: never handed out twice. */
  readonly nextNumber: (series: NumberSeries) => string;
};

/** Time-ordered unique ids. Monotonic, so that two records of the same millisecond keep their order. */
export const createIds = (): (() => string) => monotonicFactory();

export const createDevice = (values: LocalValues, newId: () => string): Device => {
  const known = values.get('device.id');
  const id = known ?? newId();
  if (known === null) values.set('device.id', id);
  const attempt = (): number => Number(values.get('device.attempt') ?? '0');
  const code = (): string => deviceCodeOf(id, attempt());
  return {
    id,
    code,
    takeNextCode: () => {
      values.set('device.attempt', String(attempt() + 1));
      return code();
    },
    nextNumber: (series) => nextNumber(series, code(), values.increment(`number.${series.kind}.${code()}`)),
  };
};
