/**
 * A device that an import could not tell, and what somebody decided about it. One document a device among the settings, so that the decision holds on
 * every console: it says which item it is, and which ones it is not.
 */

import { type Description, descriptionOf, type Identity, weigh } from '#domain/config-items/evidence.ts';
import type { ConfigItemClass } from '#domain/fields/config-items.ts';
import type { Id, Instant } from '#domain/records/common.ts';
import { cutText } from '#domain/records/cut-text.ts';
import type { REVIEW_KEY } from './review-key.ts';
import { stableId } from './stable-id.ts';

/** What a device says of who it is. */
export type ReviewedDevice = {
  readonly name: string;
  readonly ciClass: ConfigItemClass | null;
  readonly serial: string | null;
  readonly otherSerials: readonly string[];
  readonly uuid: string | null;
  readonly assetTag: string | null;
  readonly macs: readonly string[];
  readonly ips: readonly string[];
  readonly manufacturer: string | null;
  readonly isVirtual: boolean | null;
  readonly agentTag: string | null;
  /** Whether its name is its own; screens of a kind share theirs. */
  readonly isNamed: boolean;
};

export type DeviceReview = {
  readonly key: typeof REVIEW_KEY;
  readonly device: ReviewedDevice;
  /** Items that it may be, likeliest first. */
  readonly candidateIds: readonly Id[];
  /** Items that somebody says it is not. */
  readonly notIds: readonly Id[];
  /** The item that it is. */
  readonly itemId: Id | null;
  /** Who decided last, and when; null while nobody has. */
  readonly by: Id | null;
  readonly at: Instant | null;
};

/** More than a person compares. */
export const MOST_CANDIDATES = 20;
const MOST_NUMBERS = 40;

const few = (values: readonly string[] | undefined): readonly string[] =>
  [...(values ?? [])].slice(0, MOST_NUMBERS).map((value) => cutText(value, 200));

const short = (value: string | null | undefined): string | null =>
  value === null || value === undefined ? null : cutText(value, 200);

/** `label`: what it is called, also where the name tells nothing apart. */
export const reviewedDevice = (identity: Identity, label: string): ReviewedDevice => ({
  name: cutText(identity.name ?? label, 200),
  isNamed: identity.name !== null,
  ciClass: identity.ciClass ?? null,
  serial: short(identity.serial),
  otherSerials: few(identity.otherSerials),
  uuid: short(identity.uuid),
  assetTag: short(identity.assetTag),
  macs: few(identity.macs),
  ips: few(identity.ips),
  manufacturer: short(identity.manufacturer),
  isVirtual: identity.isVirtual ?? null,
  agentTag: short(identity.agentTag),
});

export const identityReviewed = ({ name, isNamed, ...device }: ReviewedDevice): Identity => ({
  ...device,
  name: isNamed ? name : null,
});

/** The numbers that it is known by, as they are compared. */
const numbersOf = (is: Description): readonly unknown[] => [
  [...is.serials].sort(),
  is.uuid,
  [...is.macs].sort(),
  is.assetTag,
  is.name,
];

/** The document about a device: the same on whichever console it is reported. */
export const reviewIdOf = (device: ReviewedDevice): Id => {
  const is = descriptionOf(identityReviewed(device));
  return stableId('review', `${device.name} ${JSON.stringify(numbersOf(is))}`);
};

/** Whether a description brings a number of a kind that the device did not have: then nobody has decided about it. */
const bringsMore = (is: Description, decided: Description): boolean =>
  (is.serials.length > 0 && decided.serials.length === 0) ||
  (is.uuid !== null && decided.uuid === null) ||
  (is.macs.length > 0 && decided.macs.length === 0) ||
  (is.assetTag !== null && decided.assetTag === null);

/** Whether a device that is reported is the one that was decided about: all that both tell is alike. */
const isDecidedDevice = (is: Description, decided: Description): boolean => {
  const { verdict, against } = weigh(is, decided);
  return verdict === 'same' && against.length === 0 && !bringsMore(is, decided);
};

/** What two descriptions of one device share at least one of: a maker and a class alone are many devices'. */
const marksOf = ({ serials, uuid, macs, assetTag, name, ips }: Description): readonly string[] => [
  ...serials.map((serial) => `serial ${serial}`),
  ...macs.map((mac) => `mac ${mac}`),
  ...ips.map((ip) => `ip ${ip}`),
  ...(uuid === null ? [] : [`uuid ${uuid}`]),
  ...(assetTag === null ? [] : [`tag ${assetTag}`]),
  ...(name === null ? [] : [`name ${name}`]),
];

/** The candidates about which nobody has said anything. */
const openCandidates = ({ candidateIds, notIds }: DeviceReview): readonly Id[] =>
  candidateIds.filter((id) => !notIds.includes(id));

/** Whether a person still has to say something. */
export const isOpenReview = (review: DeviceReview): boolean =>
  review.itemId === null && openCandidates(review).length > 0;

/** What somebody decides: it is this item, it is not this one, or it is none of them, so that it becomes a new one. */
export type Decision =
  | { readonly kind: 'same'; readonly itemId: Id }
  | { readonly kind: 'separate'; readonly itemId: Id }
  | { readonly kind: 'new' }
  /** Nobody has decided anything. */
  | { readonly kind: 'open' };

type Decided = { readonly by: Id; readonly at: Instant };

export const decidedReview = (review: DeviceReview, decision: Decision, who: Decided): DeviceReview => {
  const unique = (ids: readonly Id[]): readonly Id[] => [...new Set(ids)];
  switch (decision.kind) {
    case 'same':
      return {
        ...review,
        ...who,
        itemId: decision.itemId,
        notIds: review.notIds.filter((id) => id !== decision.itemId),
      };
    case 'separate':
      return {
        ...review,
        ...who,
        itemId: review.itemId === decision.itemId ? null : review.itemId,
        notIds: unique([...review.notIds, decision.itemId]),
      };
    case 'new':
      return { ...review, ...who, itemId: null, notIds: unique([...review.notIds, ...review.candidateIds]) };
    case 'open':
      return { ...review, itemId: null, notIds: [], by: null, at: null };
  }
};

/** A decision as matching asks for it. */
export type DeviceDecision = {
  readonly reviewId: Id;
  readonly itemId: Id | null;
  readonly notIds: ReadonlySet<Id>;
};

type Kept = { readonly id: Id; readonly value: DeviceReview };

/**
 * Finds the decision about a reported device; null where there is none, or several that say different things. An import asks for each of its devices, so what was
 * decided is described once and looked up.
 */
export const decisionsIn = (reviews: readonly Kept[]): ((identity: Identity) => DeviceDecision | null) => {
  const decided = reviews
    .filter(({ value }) => value.itemId !== null || value.notIds.length > 0)
    .map((review) => ({ ...review, is: descriptionOf(identityReviewed(review.value.device)) }));
  const byMark = new Map<string, number[]>();
  for (const [place, { is }] of decided.entries()) {
    for (const mark of marksOf(is)) {
      const places = byMark.get(mark);
      if (places === undefined) byMark.set(mark, [place]);
      else places.push(place);
    }
  }
  return (identity) => {
    const is = descriptionOf(identity);
    const places = new Set(marksOf(is).flatMap((mark) => byMark.get(mark) ?? []));
    const fitting = [...places]
      .sort((one, other) => one - other)
      .flatMap((place) => decided[place] ?? [])
      .filter((one) => isDecidedDevice(is, one.is));
    const items = new Set(fitting.flatMap(({ value }) => value.itemId ?? []));
    const [first] = fitting;
    if (first === undefined || items.size > 1) return null;
    const [itemId = null] = items;
    return { reviewId: first.id, itemId, notIds: new Set(fitting.flatMap(({ value }) => value.notIds)) };
  };
};
