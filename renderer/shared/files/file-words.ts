import { formatDecimal } from '#renderer/shared/format/format.ts';

const KILO = 1024;

/** `340 KB`, `2.4 MB`. The units are the same in all languages. */
export const fileSize = (bytes: number): string =>
  bytes < KILO * KILO
    ? `${formatDecimal(Math.max(1, Math.ceil(bytes / KILO)), 0)} KB`
    : `${formatDecimal(bytes / KILO / KILO, 1)} MB`;
