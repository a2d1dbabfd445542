import type { CommandInput } from '#contracts/registry.ts';
import type { CiClass, CiStatus, Commercial, ConfigItem } from '#domain/fields/config-items.ts';

import { decimalText } from '#renderer/shared/format/format.ts';

type Changes = CommandInput<'configItems.update'>['changes'];

const COMMERCIAL_TEXTS = [
  'supplier',
  'purchaseOrder',
  'invoiceNumber',
  'invoiceDate',
  'deliveryNote',
  'deliveredOn',
  'currency',
  'warrantyUntil',
  'costCentre',
] as const satisfies readonly (keyof Commercial)[];

/** What the form holds: everything as typed. Lists are comma-separated text, the price is in major units (`1299.00`). */
export type CiForm = {
  readonly name: string;
  readonly ciClass: CiClass;
  readonly status: CiStatus;
  readonly criticality: ConfigItem['criticality'];
  readonly assetTag: string;
  readonly serial: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly userId: string | null;
  readonly teamId: string | null;
  readonly placeId: string | null;
  readonly notes: string;
  readonly tags: string;
  readonly price: string;
} & { readonly [F in (typeof COMMERCIAL_TEXTS)[number]]: string };

export const emptyCiForm: CiForm = {
  name: '',
  ciClass: 'notebook',
  status: 'in_operation',
  criticality: 'low',
  assetTag: '',
  serial: '',
  manufacturer: '',
  model: '',
  userId: null,
  teamId: null,
  placeId: null,
  notes: '',
  tags: '',
  price: '',
  supplier: '',
  purchaseOrder: '',
  invoiceNumber: '',
  invoiceDate: '',
  deliveryNote: '',
  deliveredOn: '',
  currency: '',
  warrantyUntil: '',
  costCentre: '',
};

const MINOR_PER_MAJOR = 100;
const priceText = (minor: number | null): string =>
  minor === null ? '' : decimalText(minor / MINOR_PER_MAJOR, 2);

/** Minor units of what was typed, comma or point; null when empty, undefined when it is no amount. */
export const priceMinorOf = (typed: string): number | null | undefined => {
  const text = typed.trim().replace(',', '.');
  if (text === '') return null;
  return /^\d{1,10}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * MINOR_PER_MAJOR) : undefined;
};

export const formOf = (ci: ConfigItem): CiForm => ({
  name: ci.name,
  ciClass: ci.ciClass,
  status: ci.status,
  criticality: ci.criticality,
  assetTag: ci.assetTag ?? '',
  serial: ci.serial ?? '',
  manufacturer: ci.manufacturer ?? '',
  model: ci.model ?? '',
  userId: ci.userId,
  teamId: ci.teamId,
  placeId: ci.placeId,
  notes: ci.notes,
  tags: ci.tags.join(', '),
  price: priceText(ci.commercial.priceMinor),
  supplier: ci.commercial.supplier ?? '',
  purchaseOrder: ci.commercial.purchaseOrder ?? '',
  invoiceNumber: ci.commercial.invoiceNumber ?? '',
  invoiceDate: ci.commercial.invoiceDate ?? '',
  deliveryNote: ci.commercial.deliveryNote ?? '',
  deliveredOn: ci.commercial.deliveredOn ?? '',
  currency: ci.commercial.currency ?? '',
  warrantyUntil: ci.commercial.warrantyUntil ?? '',
  costCentre: ci.commercial.costCentre ?? '',
});

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
];

const NULLABLE_TEXTS = ['assetTag', 'serial', 'manufacturer', 'model'] as const;
const PLAIN = ['ciClass', 'status', 'criticality', 'userId', 'teamId', 'placeId', 'notes'] as const;

const commercialChanges = (before: CiForm, after: CiForm): Changes['commercial'] => {
  const texts = COMMERCIAL_TEXTS.filter((field) => orNull(before[field]) !== orNull(after[field])).map(
    (field) => [field, orNull(field === 'currency' ? after[field].toUpperCase() : after[field])],
  );
  const price = priceMinorOf(after.price);
  const priced = price !== undefined && price !== priceMinorOf(before.price) ? [['priceMinor', price]] : [];
  return Object.fromEntries([...texts, ...priced]);
};

/**
 * Only what differs, so that saving never overwrites what somebody else changed meanwhile. `base` is the record as it was when the
 * form was opened, not as it is now.
 */
export const changesOf = (base: CiForm, form: CiForm): Changes => {
  const commercial = commercialChanges(base, form) ?? {};
  const tags = tagsOf(form.tags);
  return {
    ...(base.name.trim() === form.name.trim() ? {} : { name: form.name.trim() }),
    ...Object.fromEntries(
      NULLABLE_TEXTS.filter((field) => orNull(base[field]) !== orNull(form[field])).map((field) => [
        field,
        orNull(form[field]),
      ]),
    ),
    ...Object.fromEntries(
      PLAIN.filter((field) => base[field] !== form[field]).map((field) => [field, form[field]]),
    ),
    ...(tags.join() === tagsOf(base.tags).join() ? {} : { tags }),
    ...(Object.keys(commercial).length === 0 ? {} : { commercial }),
  };
};

/** Words in the locale under `form.problems`. */
export type CiFormProblem = 'name' | 'price' | 'currency';

export const problemsOf = (form: CiForm): readonly CiFormProblem[] => [
  ...(form.name.trim() === '' ? (['name'] as const) : []),
  ...(priceMinorOf(form.price) === undefined ? (['price'] as const) : []),
  ...(form.currency.trim() !== '' && !/^[A-Za-z]{3}$/.test(form.currency.trim())
    ? (['currency'] as const)
    : []),
];
