import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
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
import { type ReactNode, useRef } from 'react';
import type { SavedView } from '#contracts/drafts.ts';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { BUILT_IN_VIEWS, type BuiltInView, builtInId, type ViewId } from './views.ts';

const VIEW_KEYS: KeyMap<'delete'> = {
  group: 'queue:commands.group',
  actions: { delete: { label: 'queue:commands.deleteView', shortcuts: ['Delete'] } },
};

type ViewMenuProps = {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly viewId: ViewId;
  readonly isChanged: boolean;
  readonly hasTeams: boolean;
  readonly saved: readonly SavedView[];
  readonly onBuiltIn: (view: BuiltInView) => void;
  readonly onSaved: (view: SavedView) => void;
  readonly onDelete: (view: SavedView) => void;
  readonly onSaveAs: () => void;
  readonly onUpdate: (view: SavedView) => void;
};

/** The built-in and the saved views, and what can be done with them. */
export const ViewMenu = (props: ViewMenuProps): ReactNode => {
  const t = useText('queue');
  const anchor = useRef<HTMLButtonElement>(null);
  const { viewId, saved, onOpen } = props;
  useKeyMap(saved.length === 0 ? null : VIEW_KEYS);
  const builtIn = BUILT_IN_VIEWS.find((view) => builtInId(view) === viewId);
  const own = saved.find((view) => view.id === viewId);
  const name = builtIn === undefined ? (own?.name ?? t('views.all')) : t(`views.${builtIn}`);
  const choose = (run: () => void) => () => {
    onOpen(false);
    run();
  };
  return (
    <>
      <Button
        ref={anchor}
        size="small"
        variant="outlined"
        color="inherit"
        aria-haspopup="menu"
        aria-expanded={props.open}
        aria-label={`${t('views.label')}: ${name}`}
        title={t('views.choose')}
        endIcon={<ArrowDropDown />}
        onClick={() => onOpen(true)}
        sx={{ maxWidth: 280 }}
      >
        {name}
        {props.isChanged && ` (${t('views.changed')})`}
      </Button>
      <Menu open={props.open} anchorEl={anchor.current} onClose={() => onOpen(false)}>
        {BUILT_IN_VIEWS.filter((view) => view !== 'teams' || props.hasTeams).map((view) => (
          <MenuItem
            key={view}
            dense
            selected={builtInId(view) === viewId}
            onClick={choose(() => props.onBuiltIn(view))}
          >
            {t(`views.${view}`)}
          </MenuItem>
        ))}
        {saved.length > 0 && <ListSubheader sx={{ lineHeight: '28px' }}>{t('views.saved')}</ListSubheader>}
        {saved.map((view) => (
          <MenuItem
            key={view.id}
            dense
            selected={view.id === viewId}
            aria-keyshortcuts="Delete"
            onClick={choose(() => props.onSaved(view))}
            onKeyDown={(event) => {
              if (actionOf(VIEW_KEYS, event) === 'delete') choose(() => props.onDelete(view))();
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
                  props.onDelete(view);
                }}
              >
                <Delete fontSize="inherit" />
              </IconButton>
            </Tooltip>
          </MenuItem>
        ))}
        <Divider />
        {own !== undefined && props.isChanged && (
          <MenuItem dense onClick={choose(() => props.onUpdate(own))}>
            {t('views.update', { name: own.name })}
          </MenuItem>
        )}
        <MenuItem dense onClick={choose(props.onSaveAs)}>
          {t('views.saveAs')}
        </MenuItem>
      </Menu>
    </>
  );
};
