import type { ListedView } from '#contracts/drafts.ts';
import type { SavedView } from '#domain/views/saved-view.ts';
import { host } from '#renderer/shared/host/host.ts';
import { errorText, text } from '#renderer/shared/i18n/i18n.ts';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import type { ListPage } from '#renderer/shared/navigation/route.ts';
import { notify } from '#renderer/shared/notify/notify.ts';

/** A view of one's own (`shared` is null), or one that somebody shared with a team. */
export type Listed<V extends SavedView> = V & Pick<ListedView, 'shared'>;

/** As the host takes it: whose it is follows from where it is kept. */
export const plainView = <V extends SavedView>(view: V | Listed<V>): V => {
  const { shared: _, ...rest } = { shared: null, ...view };
  return rest as unknown as V;
};

export const sharingOf = <V extends SavedView>(view: V | Listed<V>): ListedView['shared'] =>
  'shared' in view ? view.shared : null;

/** The view that a list begins with on this device; null: its first. */
export const setDefaultView = async (list: ListPage, view: string | null): Promise<void> => {
  const reply = await host.command('session.setDefaultView', { list, view });
  if (!reply.ok) notify('error', errorText(reply.error));
};

type Gone = { readonly page: ListPage; readonly otherwise: string; readonly isDefault: boolean };

/** Takes a view away: one's own is deleted, a shared one is taken from its team and becomes one's own. */
export const removeView = async (
  view: Listed<SavedView>,
  { page, otherwise, isDefault }: Gone,
): Promise<void> => {
  const { id, name } = view;
  const reply =
    view.shared === null
      ? await host.command('views.delete', { id })
      : await host.command('views.unshare', { id });
  if (!reply.ok) {
    notify('error', errorText(reply.error));
    return;
  }
  notify('info', text(view.shared === null ? 'record:views.deleted' : 'record:views.unshared', { name }));
  const navigation = useNavigation.getState();
  const next = reply.data?.id ?? otherwise;
  if (navigation.views[page]?.id === id) navigation.showView(page, next);
  // What is gone begins no list.
  if (isDefault) await setDefaultView(page, reply.data?.id ?? null);
};

type Team = { readonly id: string; readonly name: string };

/** Gives a view to a team; it is the team's from then on. */
export const shareView = async (
  view: Listed<SavedView>,
  team: Team,
  { page, isDefault }: Pick<Gone, 'page' | 'isDefault'>,
): Promise<void> => {
  const reply = await host.command('views.share', { view: plainView<SavedView>(view), teamId: team.id });
  if (!reply.ok) {
    notify('error', errorText(reply.error));
    return;
  }
  notify('info', text('record:views.sharedWith', { name: view.name, team: team.name }));
  if (isDefault) await setDefaultView(page, reply.data.id);
  const navigation = useNavigation.getState();
  if (navigation.views[page]?.id === view.id) navigation.showView(page, reply.data.id);
};
