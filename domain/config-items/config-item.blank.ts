import type { RecordBase } from '#domain/fields/base.ts';
import type { ConfigItem } from '#domain/fields/config-items.ts';

export const NO_COMMERCIAL: Readonly<ConfigItem['commercial']> = {
  supplier: null,
  purchaseOrder: null,
  invoiceNumber: null,
  invoiceDate: null,
  deliveryNote: null,
  deliveredOn: null,
  priceMinor: null,
  currency: null,
  warrantyUntil: null,
  costCentre: null,
};

export const NO_HARDWARE: Readonly<ConfigItem['hardware']> = {
  cpu: null,
  memoryMb: null,
  storageGb: null,
  os: null,
  osVersion: null,
  firmware: null,
  lastLoggedUser: null,
};

/** A configuration item in operation of which nothing is known but `facts`. */
export const blankConfigItem = (
  facts: RecordBase & Pick<ConfigItem, 'ciClass' | 'name'> & Partial<ConfigItem>,
): ConfigItem => ({
  assetTag: null,
  serial: null,
  uuid: null,
  macs: [],
  ips: [],
  manufacturer: null,
  model: null,
  status: 'in_operation',
  active: true,
  criticality: 'low',
  userId: null,
  teamId: null,
  placeId: null,
  agreementIds: [],
  commercial: { ...NO_COMMERCIAL },
  hardware: { ...NO_HARDWARE },
  installedAt: null,
  retiredAt: null,
  inventoryAt: null,
  softwareCount: 0,
  lockedFields: [],
  notes: '',
  tags: [],
  extra: {},
  ...facts,
});
