import type { Incident } from '#domain/fields/tickets.ts';
import type { Id } from '#domain/records/common.ts';

/** What a problem takes over from the incidents it is made of; everything in it may be changed before it is saved. */
export type ProblemDraft = {
  readonly title: string;
  readonly symptom: string;
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly serviceId: Id | null;
  readonly placeId: Id | null;
  readonly ciId: Id | null;
  readonly ciIds: Id[];
  readonly knowledgeIds: Id[];
  readonly impact: Incident['impact'];
  readonly urgency: Incident['urgency'];
};

export type IncidentFacts = Pick<
  Incident,
  | 'title'
  | 'description'
  | 'symptom'
  | 'category'
  | 'subcategory'
  | 'serviceId'
  | 'placeId'
  | 'ciId'
  | 'ciIds'
  | 'knowledgeIds'
  | 'impact'
  | 'urgency'
>;

/**
 * The value that all incidents have which say anything, as long as more than half of them do: one caller who named the device does not
 * make it the cause of twenty incidents.
 */
const common = <T extends string>(values: readonly (T | null)[]): T | null => {
  const given = values.filter((value): value is T => value !== null);
  const [first] = given;
  const isOne = first !== undefined && given.every((value) => value === first);
  return isOne && given.length * 2 > values.length ? first : null;
};

const greatest = <L extends number>(levels: readonly L[], least: L): L =>
  // The smallest of them is one of them.
  Math.min(least, ...levels) as L;

/**
 * What the incidents have in common, as the beginning of a problem: category, service, place and the configuration item when they agree on
 * one, else all their items as further ones; the greatest impact and urgency among them. The words are those of a single incident; of
 * several nobody but a person can say what they have in common.
 */
export const problemFromIncidents = (incidents: readonly IncidentFacts[]): ProblemDraft => {
  const all = <F extends 'category' | 'subcategory' | 'serviceId' | 'placeId' | 'ciId'>(field: F) =>
    common(incidents.map((incident) => incident[field]));
  const ciId = all('ciId');
  const named = incidents.flatMap((incident) => [incident.ciId, ...incident.ciIds]);
  const category = all('category');
  const [only, second] = incidents;
  const isSingle = only !== undefined && second === undefined;
  return {
    title: isSingle ? only.title : '',
    symptom: isSingle
      ? [only.symptom, only.description].filter((text) => text !== null && text !== '').join('\n\n')
      : '',
    category,
    subcategory: category === null ? null : all('subcategory'),
    serviceId: all('serviceId'),
    placeId: all('placeId'),
    ciId,
    ciIds: [...new Set(named.filter((id): id is Id => id !== null && id !== ciId))],
    knowledgeIds: [...new Set(incidents.flatMap(({ knowledgeIds }) => knowledgeIds))],
    impact: greatest(
      incidents.map(({ impact }) => impact),
      3,
    ),
    urgency: greatest(
      incidents.map(({ urgency }) => urgency),
      3,
    ),
  };
};
