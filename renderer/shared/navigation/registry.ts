import type { ComponentType } from 'react';
import { scopeOf } from '#domain/permissions/permissions.ts';
import type { Role } from '#domain/records/common.ts';
import type { TextKey } from '#renderer/shared/i18n/i18n.ts';
import type { CreateSpec, Feature, ListSpec, RecordSpec } from './feature.ts';
import type { ListPage, Page } from './route.ts';

/** A page of any name: whoever hands parameters over has a route of that name. */
export type AnyPageSpec = {
  readonly title: TextKey;
  readonly load: () => Promise<ComponentType<never>>;
  readonly tabOf?: (params: never) => string;
  readonly list?: ListPage;
  readonly early?: true;
  readonly ahead?: () => Promise<object | null>;
};

type Registry = {
  readonly features: readonly Feature[];
  readonly pages: Readonly<Partial<Record<string, AnyPageSpec>>>;
  readonly lists: readonly ListSpec[];
  readonly records: readonly RecordSpec[];
  readonly creates: readonly CreateSpec[];
};

const registryOf = (features: readonly Feature[]): Registry => ({
  features,
  pages: Object.assign({}, ...features.map(({ pages }) => pages)),
  lists: features.flatMap(({ lists = [] }) => lists),
  records: features.flatMap(({ records = [] }) => records),
  creates: features.flatMap(({ creates = [] }) => creates),
});

let registry = registryOf([]);

/** Makes the features known, once and before anything is shown. */
export const registerFeatures = (features: readonly Feature[]): void => {
  registry = registryOf(features);
};

export const registered = (): Registry => registry;

/** The lists for somebody with these roles. */
export const listsFor = (roles: readonly Role[]): readonly ListSpec[] =>
  registry.lists.filter(({ needs }) => needs === undefined || scopeOf(roles, needs) !== 'none');

/** The description of a page. */
export const pageSpec = (page: Page): AnyPageSpec => {
  const spec = registry.pages[page];
  if (spec === undefined) throw new Error(`No feature has the page ${page}`);
  return spec;
};
