import BookmarkBorder from '@mui/icons-material/BookmarkBorder';
import Delete from '@mui/icons-material/Delete';
import GroupsOutlined from '@mui/icons-material/GroupsOutlined';
import { Button, Divider, IconButton, ListItemText, ListSubheader, Menu, MenuItem } from '@mui/material';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { ulid } from 'ulid';
import type { NarrowedView, SavedView } from '#domain/views/saved-view.ts';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { formatCount } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useMay, useSessionUser } from '#renderer/shared/session/session.ts';
import type { UsedListChoice } from './list-choice.ts';
import { SaveViewDialog } from './save-view-dialog.tsx';
import type { SavedViews } from './saved-views.ts';
import type { Listed } from './view-acts.ts';

const VIEW_KEYS: KeyMap<'delete'> = {
  group: 'record:views.group',
  actions: { delete: { label: 'record:views.deleteKey', shortcuts: ['Delete'] } },
};

type ItemsProps<V extends SavedView> = {
  readonly saved: SavedViews<V>;
  /** What the list shows is not what the shown view says. */
  readonly isChanged: boolean;
  readonly onClose: () => void;
  /** The shown view with what the list shows now. */
  readonly updated: (view: Listed<V>) => Listed<V>;
  /** Takes own changes back. */
  readonly onReset: () => void;
  readonly onSaveAs: () => void;
  /** The teams that one may share with, `useShareTeams`. */
  readonly teams: readonly Team[];
  /** How much is in a view, where that can be counted. */
  readonly countOf?: (view: V) => number | null;
};

type Team = { readonly id: string; readonly name: string };
type Words = ReturnType<typeof useText<'record'>>;

const NO_TEAMS: readonly Team[] = [];

/** The teams that somebody may share views with, asked for while the menu is open. */
export const useShareTeams = (isOpen: boolean): readonly Team[] => {
  const { teamIds } = useSessionUser();
  const mayShare = useMay()('views.share') && teamIds.length > 0;
  const known = useLive('directory.teams', isOpen && mayShare ? {} : null).data?.rows;
  return useMemo(
    () => (known ?? NO_TEAMS).filter(({ id }) => teamIds.includes(id)).map(({ id, name }) => ({ id, name })),
    [known, teamIds],
  );
};

/** How much a line of the menu leads to, at its end. */
export const ViewCount = ({ count }: { readonly count: number | null | undefined }): ReactNode =>
  count === null || count === undefined ? null : (
    <span style={{ marginInlineStart: 'auto', paddingInlineStart: 16, fontVariantNumeric: 'tabular-nums' }}>
      {formatCount(count)}
    </span>
  );

type ViewItemProps<V extends SavedView> = Pick<ItemsProps<V>, 'saved' | 'onClose' | 'countOf'> & {
  readonly t: Words;
  readonly view: Listed<V>;
};

/** One saved view: chosen by clicking it, taken away by its button or the Delete key. */
const viewItem = <V extends SavedView>({ t, view, saved, onClose, countOf }: ViewItemProps<V>): ReactNode => {
  const { name, shared } = view;
  const mayRemove = shared?.mayEdit ?? true;
  const removal = t(shared === null ? 'views.delete' : 'views.unshare', { name });
  return (
    <MenuItem
      key={view.id}
      dense
      selected={view.id === saved.shown?.id}
      {...(mayRemove ? { 'aria-keyshortcuts': 'Delete' } : {})}
      onClick={() => {
        onClose();
        saved.show(view);
      }}
      onKeyDown={(event) => {
        if (!mayRemove || actionOf(VIEW_KEYS, event) !== 'delete') return;
        onClose();
        saved.remove(view);
      }}
    >
      <ListItemText
        primary={name}
        secondary={shared === null ? null : t('views.ofTeam', { team: shared.teamName })}
      />
      <ViewCount count={countOf?.(view)} />
      {mayRemove && (
        <IconButton
          size="small"
          title={removal}
          // Within a menu there is no second focus; the Delete key does the same.
          tabIndex={-1}
          aria-hidden
          onClick={(event) => {
            event.stopPropagation();
            saved.remove(view);
          }}
          sx={{ ml: 1 }}
        >
          {shared === null ? <Delete fontSize="inherit" /> : <GroupsOutlined fontSize="inherit" />}
        </IconButton>
      )}
    </MenuItem>
  );
};

/** What can be done with the view that is shown. */
const shownItems = <V extends SavedView>(t: Words, props: ItemsProps<V>): readonly ReactNode[] => {
  const { saved, isChanged, onClose, updated, onReset, onSaveAs, teams } = props;
  const { shown } = saved;
  const item = (key: string, words: string, run: () => void): ReactNode => (
    <MenuItem
      key={key}
      dense
      onClick={() => {
        onClose();
        run();
      }}
    >
      {words}
    </MenuItem>
  );
  const isMine = shown?.shared?.mayEdit ?? true;
  return [
    shown !== null &&
      isChanged &&
      isMine &&
      item('update', t('views.update', { name: shown.name }), () => void saved.save(updated(shown))),
    shown !== null && isChanged && item('reset', t('views.back', { name: shown.name }), onReset),
    item('save-as', t('views.saveAs'), onSaveAs),
    saved.isDefault
      ? item('default', t('views.noDefault'), () => saved.setDefault(false))
      : item('default', t('views.asDefault'), () => saved.setDefault(true)),
    ...(shown === null || !isMine
      ? []
      : teams
          .filter(({ id }) => id !== shown.shared?.teamId)
          .map((team) =>
            item(`share-${team.id}`, t('views.share', { team: team.name }), () => saved.share(shown, team)),
          )),
    shown?.shared?.mayEdit === true &&
      item('unshare', t('views.unshare', { name: shown.name }), () => saved.remove(shown)),
  ];
};

/** The lines of a menu of saved views: to show one, to take one away, to save, share and begin with what is shown. For the children of a `Menu`. */
export const savedViewItems = <V extends SavedView>(t: Words, props: ItemsProps<V>): readonly ReactNode[] => {
  const { all } = props.saved;
  return [
    all.length > 0 && (
      <ListSubheader key="heading" role="presentation" sx={{ lineHeight: '28px' }}>
        {t('views.saved')}
      </ListSubheader>
    ),
    ...all.map((view) => viewItem({ ...props, t, view })),
    all.length > 0 && <Divider key="line" />,
    ...shownItems(t, props),
  ];
};

/** Lists the key of the menu's lines in the shortcuts, while there are lines. */
export const useSavedViewKeys = (lines: number): void => useKeyMap(lines === 0 ? null : VIEW_KEYS);

type SavedViewMenuProps = {
  // biome-ignore lint/suspicious/noExplicitAny: of every list, whatever its views, filters and sorts are
  readonly list: Pick<UsedListChoice<never, any, any>, 'saved' | 'isChanged' | 'toSave' | 'reset'>;
};

/** The views that people saved of a list, and what can be done with them, behind a button that names the one shown. */
export const SavedViewMenu = ({ list }: SavedViewMenuProps): ReactNode => {
  const t = useText('record');
  const anchor = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isNaming, setNaming] = useState(false);
  const { saved, isChanged, toSave } = list;
  useSavedViewKeys(saved.all.length);
  const teams = useShareTeams(isOpen);
  const keep = (id: string, name: string): NarrowedView => ({ ...toSave(), id, name });
  const { shown } = saved;
  return (
    <>
      <Button
        ref={anchor}
        size="small"
        variant={shown === null ? 'text' : 'outlined'}
        color="inherit"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={shown === null ? t('views.saved') : `${t('views.saved')}: ${shown.name}`}
        title={t('views.saved')}
        startIcon={<BookmarkBorder />}
        onClick={() => setOpen(true)}
        sx={{
          maxWidth: 240,
          minWidth: 0,
          color: 'text.secondary',
          ...(shown === null && { px: 1, '& .MuiButton-startIcon': { m: 0 } }),
        }}
      >
        {shown !== null && `${shown.name}${isChanged ? ` (${t('views.changed')})` : ''}`}
      </Button>
      <Menu open={isOpen} anchorEl={anchor.current} onClose={() => setOpen(false)}>
        {savedViewItems(t, {
          saved,
          isChanged,
          teams,
          onClose: () => setOpen(false),
          updated: ({ id, name, shared }) => ({ ...keep(id, name), shared }),
          onReset: list.reset,
          onSaveAs: () => setNaming(true),
        })}
      </Menu>
      {isNaming && (
        <SaveViewDialog
          busy={saved.busy}
          error={saved.error}
          onClose={() => setNaming(false)}
          onSave={(name) => void saved.save(keep(ulid(), name)).then((done) => done && setNaming(false))}
        />
      )}
    </>
  );
};
