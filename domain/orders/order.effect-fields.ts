import type { ConfigItem, Relation } from '#domain/fields/config-items.ts';
import type { LicenceSeat } from '#domain/fields/licences.ts';

/**
 * Every field that an order's effects write, by collection. The server lets whoever completes orders change these and no others
 * (domain/permissions/server-roles.ts), so an effect that needs another field begins here.
 */
export const SET_BY_ORDERS = {
  configItems: [
    'placeId',
    'userId',
    'status',
    'active',
    'installedAt',
    'retiredAt',
    'ips',
    'agreementIds',
  ] as const satisfies readonly (keyof ConfigItem)[],
  relations: ['active', 'fromId', 'toId'] as const satisfies readonly (keyof Relation)[],
  licences: ['state', 'ciId', 'userId'] as const satisfies readonly (keyof LicenceSeat)[],
};
export type EffectSet = {
  readonly configItems: Partial<Pick<ConfigItem, (typeof SET_BY_ORDERS.configItems)[number]>>;
  readonly relations: Partial<Pick<Relation, (typeof SET_BY_ORDERS.relations)[number]>>;
  readonly licences: Partial<Pick<LicenceSeat, (typeof SET_BY_ORDERS.licences)[number]>>;
};
