/** What a page without parameters takes. */
export type NoParams = Readonly<Record<never, never>>;

/**
 * Every page of the console by its name, with what it is about. Empty here: each feature adds its own pages, in its `<feature>.feature.tsx`.
 * An interface, because nothing else in TypeScript can be added to from several files.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the features fill it
export interface PageParams {}

export type Page = keyof PageParams;

/** A place of the console: a page and what it is about. */
export type Route<P extends Page = Page> = {
  [K in P]: { readonly page: K } & Readonly<PageParams[K]>;
}[P];

/** Pages that can be opened by their name alone. */
export type ListPage = { [K in Page]: NoParams extends PageParams[K] ? K : never }[Page];

/** The route of a page that needs nothing but its name. */
export const listRoute = (page: ListPage): Route => ({ page }) as Route;
