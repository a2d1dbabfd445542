import type { ConfigItem } from '#domain/fields/config-items.ts';
import type { LicenceEntry } from '#domain/fields/licences.ts';
import type { Instant } from '#domain/records/common.ts';
import { baseOf, padded } from './base.ts';

const POOLS = [
  {
    id: 'pool-office',
    product: 'Office Suite Professional',
    contract: 'contract-office',
    model: 'per_device',
    seats: 40,
    bound: 34,
  },
  {
    id: 'pool-erp',
    product: 'Fathom ERP Client',
    contract: 'contract-erp',
    model: 'concurrent',
    seats: 20,
    bound: 14,
  },
  {
    id: 'pool-cad',
    product: 'CAD Workplace',
    contract: 'contract-cad',
    model: 'per_device',
    seats: 6,
    bound: 6,
  },
  {
    id: 'pool-guard',
    product: 'Endpoint Guard',
    contract: 'contract-office',
    model: 'per_device',
    seats: 40,
    bound: 30,
  },
] as const;
const CONTRACTS = [
  { id: 'contract-office', name: 'Workplace software 2026', supplier: 'Brightline IT Supply', months: 11 },
  { id: 'contract-erp', name: 'Fathom maintenance', supplier: 'Fathom Systems', months: 5 },
  { id: 'contract-cad', name: 'CAD subscription', supplier: 'Drafton', months: 2 },
] as const;

/** Contracts, pools and one document per seat; bound seats sit on computers that are in use. */
export const licencesOf = (
  items: readonly ConfigItem[],
  at: Instant,
  now: Instant,
): readonly LicenceEntry[] => {
  const nowMs = Date.parse(now);
  const computers = items.filter(
    ({ ciClass, userId }) => ['notebook', 'desktop'].includes(ciClass) && userId !== null,
  );
  const contracts = CONTRACTS.map(
    ({ id, name, supplier, months }): LicenceEntry => ({
      ...baseOf(id, at),
      type: 'contract',
      name,
      supplier,
      validUntil: new Date(nowMs + months * 30 * 86_400_000).toISOString().slice(0, 10),
      active: true,
    }),
  );
  const pools = POOLS.flatMap(({ id, product, contract, model, seats, bound }): LicenceEntry[] => [
    {
      ...baseOf(id, at),
      type: 'pool',
      name: product,
      productName: product,
      contractId: contract,
      model,
      seats,
      active: true,
    },
    ...Array.from({ length: seats }, (_, index): LicenceEntry => {
      const computer = index < bound ? computers[index] : undefined;
      return {
        ...baseOf(`${id}-seat-${padded(index + 1, 3)}`, at),
        type: 'seat',
        poolId: id,
        productName: product,
        state: computer === undefined ? 'free' : 'bound',
        ciId: computer?.id ?? null,
        userId: computer?.userId ?? null,
        active: true,
      };
    }),
  ]);
  return [...contracts, ...pools];
};
