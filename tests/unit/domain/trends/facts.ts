import type { IncidentFact } from '#domain/trends/trend.ts';

export const NOW = '2026-11-28T00:00:00.000Z';
const NOW_MS = Date.parse(NOW);
const DAY_MS = 86_400_000;

/** An incident opened so many days before NOW. */
export const fact = (id: string, daysAgo: number, more: Partial<IncidentFact> = {}): IncidentFact => ({
  id,
  number: `INC-7QK-${id}`,
  openedAt: new Date(NOW_MS - daysAgo * DAY_MS).toISOString(),
  ciId: null,
  model: null,
  category: null,
  subcategory: null,
  placeId: null,
  problemId: null,
  state: 'new',
  ...more,
});

/** So many incidents spread evenly between two days ago, the older one first and never on the edge. */
export const spread = (
  name: string,
  count: number,
  [from, to]: readonly [number, number],
  more: Partial<IncidentFact> = {},
): readonly IncidentFact[] =>
  Array.from({ length: count }, (_none, index) =>
    fact(`${name}-${index}`, from - ((from - to) * (index + 0.5)) / count, more),
  );

/** Uniform numbers in [0, 1) that a seed determines (xorshift by Marsaglia, 32 bits). */
export const randomOf = (seed: number): (() => number) => {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
};

/**
 * Incidents in which nothing changes: every instant of 13 weeks is as likely as any other, devices are of unequal
 * trouble, each has its model and place.
 */
export const stationary = (seed: number, count: number, devices = 60): readonly IncidentFact[] => {
  const random = randomOf(seed);
  for (let warm = 0; warm < 20; warm += 1) random();
  return Array.from({ length: count }, (_none, index) => {
    const device = Math.floor(devices * random() ** 2);
    const category = Math.floor(4 * random());
    return fact(`s${index}`, 91 * random(), {
      ciId: `ci-${device}`,
      model: `model-${device % 7}`,
      placeId: `place-${device % 11}`,
      category: `category-${category}`,
      subcategory: `subcategory-${Math.floor(3 * random())}`,
    });
  });
};
