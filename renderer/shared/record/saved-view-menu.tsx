import BookmarkBorder from '@mui/icons-material/BookmarkBorder';
import Delete from '@mui/icons-material/Delete';
import {
  Button,
  Divider,
  IconButton,
  ListItemText,
  ListSubheader,
  Menu,
  MenuItem,
  Tooltip,
} from '@mui/material';
import { type ReactNode, useRef, useState } from 'react';
import { ulid } from 'ulid';
import type { NarrowedView, SavedView } from '#contracts/drafts.ts';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import type { UsedListChoice } from './list-choice.ts';
import { SaveViewDialog } from './save-view-dialog.tsx';
import type { SavedViews } from './saved-views.ts';

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
  readonly updated: (view: V) => V;
  readonly onSaveAs: () => void;
};

/** The lines of a menu of saved views: to show one, to delete one, to save what is shown. For the children of a `Menu`. */
export const savedViewItems = <V extends SavedView>(
  t: ReturnType<typeof useText<'record'>>,
  { saved, isChanged, onClose, updated, onSaveAs }: ItemsProps<V>,
): readonly ReactNode[] => {
  const { all, shown } = saved;
  const choose = (run: () => void) => () => {
    onClose();
    run();
  };
  return [
    all.length > 0 && (
      <ListSubheader key="heading" sx={{ lineHeight: '28px' }}>
        {t('views.saved')}
      </ListSubheader>
    ),
    ...all.map((view) => (
      <MenuItem
        key={view.id}
        dense
        selected={view.id === shown?.id}
        aria-keyshortcuts="Delete"
        onClick={choose(() => saved.show(view))}
        onKeyDown={(event) => {
          if (actionOf(VIEW_KEYS, event) === 'delete') choose(() => saved.remove(view))();
        }}
      >
        <ListItemText primary={view.name} />
        <Tooltip title={t('views.delete', { name: view.name })}>
          <IconButton
            size="small"
            // Within a menu there is no second focus; the Delete key does the same.
            tabIndex={-1}
            aria-hidden
            onClick={(event) => {
              event.stopPropagation();
              saved.remove(view);
            }}
          >
            <Delete fontSize="inherit" />
          </IconButton>
        </Tooltip>
      </MenuItem>
    )),
    all.length > 0 && <Divider key="line" />,
    shown !== null && isChanged && (
      <MenuItem key="update" dense onClick={choose(() => void saved.save(updated(shown)))}>
        {t('views.update', { name: shown.name })}
      </MenuItem>
    ),
    <MenuItem key="save-as" dense onClick={choose(onSaveAs)}>
      {t('views.saveAs')}
    </MenuItem>,
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
          onClose: () => setOpen(false),
          updated: ({ id, name }) => keep(id, name),
          onSaveAs: () => setNaming(true),
        })}
        {shown !== null && isChanged && (
          <MenuItem
            dense
            onClick={() => {
              setOpen(false);
              list.reset();
            }}
          >
            {t('views.back', { name: shown.name })}
          </MenuItem>
        )}
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
