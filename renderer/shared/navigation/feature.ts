import type { ComponentType, ReactNode } from 'react';
import type { QueryInput, QueryName, QueryOutput } from '#contracts/registry.ts';
import type { Counts } from '#contracts/shared.ts';
import type { CommandName } from '#domain/permissions/permissions.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Role } from '#domain/records/common.ts';
import type { SavedView } from '#domain/views/saved-view.ts';
import type { Command } from '#renderer/shared/commands/commands.ts';
import type { TextKey } from '#renderer/shared/i18n/i18n.ts';
import type { Group } from './groups.ts';
import type { ListPage, Page, PageParams, Route } from './route.ts';

/** One page. Its parameters are its component's properties. */
export type PageSpec<P extends Page> = {
  /** What the page, or its tab while its record has no name yet, is called. */
  readonly title: TextKey;
  /** Reads the page's code when it is first opened. */
  readonly load: () => Promise<ComponentType<PageParams[P]>>;
  /** A page with it opens as tabs, one for each answer; a page without is there once. */
  readonly tabOf?: (params: PageParams[P]) => string;
  /** The list it belongs to: where the navigation stands while it is shown. */
  readonly list?: ListPage;
  /** Read as soon as the first page can be used, because a key press later it has to be there. */
  readonly early?: true;
  /**
   * Made out of sight once the console rests, because making it the first time would be felt: with what it would be asked for; null: there is nothing
   * to make it with. A page that opens as tabs is let go of again: what was slow is its first time, whatever it is about.
   */
  readonly ahead?: () => Promise<PageParams[P] | null>;
};

/** What views may be about: who looks, and when. */
export type ViewContext = {
  readonly personId: string;
  readonly teamIds: readonly string[];
  readonly now: Date;
};

/** Queries that count many lists of one kind of record at once. */
export type CountQuery = { [N in QueryName]: QueryOutput<N> extends Counts ? N : never }[QueryName];

/** What is to be counted for a line of the navigation. */
export type Countable = {
  [N in CountQuery]: { readonly query: N; readonly filter: QueryInput<N>['filters'][number] };
}[CountQuery];

/** A view that comes with a list; people save their own beside them. */
export type ListView = {
  readonly id: string;
  readonly title: TextKey;
  /** Whom it is for; everybody when it is left out. */
  readonly isFor?: (context: ViewContext) => boolean;
  /** What it shows, so that it can be counted. */
  readonly shows?: (context: ViewContext) => Countable;
  /** Stands as a line of its own in another group, too. */
  readonly alsoIn?: { readonly group: Group; readonly title: TextKey; readonly icon: ReactNode };
};

/** A list, or another single page, that the navigation leads to under its page's title. */
export type ListSpec = {
  readonly page: ListPage;
  /** Null: it is reached by its keys and from elsewhere. */
  readonly group: Group | null;
  readonly icon: ReactNode;
  /** Typed after `g`, it opens the list. */
  readonly letter: string;
  /** Who may not run this command at all is not led there. */
  readonly needs?: CommandName;
  /** What of it waits, so that it can be counted. */
  readonly shows?: (context: ViewContext) => Countable;
  /** Stands as a line of another group, too. */
  readonly alsoIn?: Group;
  readonly views?: readonly ListView[];
  /** The view that is shown until another one is chosen; the first of them, when it is left out. */
  readonly firstView?: (roles: readonly Role[]) => string;
  /** People save views of it. What one shows, so that it can be counted; null: it is there and not counted. */
  readonly saves?: (view: SavedView, context: ViewContext) => Countable | null;
};

/** The page of a kind of record, and its sign in lists of mixed kinds. */
export type RecordSpec = {
  readonly collection: CollectionName;
  /** Their `type`; left out: all records of the collection that no other line names. */
  readonly types?: readonly string[];
  readonly icon: ReactNode;
  readonly route: (id: string) => Route;
};

/** The form for a new record. */
export type CreateSpec = {
  /** Name of its command, `incidents.new`. */
  readonly id: string;
  readonly label: TextKey;
  readonly shortcut?: string;
  /** Who may not run it is not offered the form. */
  readonly needs: CommandName;
  /** The process's type, and its fields that the form has: what templates fill in. */
  readonly template?: { readonly type: string; readonly fields: readonly string[] };
  readonly route: () => Route;
};

/** What a feature adds to the console. Light: the pages' code is only read when they are opened. */
export type Feature = {
  readonly pages: { readonly [P in Page]?: PageSpec<P> };
  readonly lists?: readonly ListSpec[];
  readonly records?: readonly RecordSpec[];
  readonly creates?: readonly CreateSpec[];
  /** Further commands that are there on every page. */
  readonly commands?: readonly Command[];
  /** The page that shows a draft, by what stands before the colon of its key; the rest of the key is given. */
  readonly drafts?: Readonly<Record<string, (rest: string) => Route>>;
  /** Keys of the drafts that belong to such a draft and go with it when it is thrown away: pictures that wait. */
  readonly draftParts?: Readonly<
    Record<string, (fields: Readonly<Record<string, unknown>>) => readonly string[]>
  >;
};

/** Types a feature's description, and keeps which pages it names: app/features.ts checks that no page is left without. */
export const defineFeature = <const F extends Feature>(feature: F): F => feature;
