import type { ConfigItem, Relation } from '#domain/fields/config-items.ts';
import type { LicenceSeat } from '#domain/fields/licences.ts';

/**
 * Every field that an order's effects write, by collection. The server lets whoever completes orders change these and no others
 * (domain/permissions/server-roles.ts), so an effect that needs another field begins here.
 */
export const EFFECT_FIELDS = {
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
  readonly configItems: Partial<Pick<ConfigItem, (typeof EFFECT_FIELDS.configItems)[number]>>;
  readonly relations: Partial<Pick<Relation, (typeof EFFECT_FIELDS.relations)[number]>>;
  readonly licences: Partial<Pick<LicenceSeat, (typeof EFFECT_FIELDS.licences)[number]>>;
};
