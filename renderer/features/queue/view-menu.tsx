import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import { Button, Divider, Menu, MenuItem } from '@mui/material';
import { type ReactNode, useRef } from 'react';
import type { TicketView } from '#contracts/drafts.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { savedViewItems, useSavedViewKeys } from '#renderer/shared/record/saved-view-menu.tsx';
import type { SavedViews } from '#renderer/shared/record/saved-views.ts';
import { BUILT_IN_VIEWS, type BuiltInView, builtInId, type ViewId } from './views.ts';

type ViewMenuProps = {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly viewId: ViewId;
  readonly isChanged: boolean;
  readonly hasTeams: boolean;
  readonly saved: SavedViews<TicketView>;
  readonly onBuiltIn: (view: BuiltInView) => void;
  readonly onSaveAs: () => void;
  readonly updated: (view: TicketView) => TicketView;
};

/** The built-in and the saved views, and what can be done with them. */
export const ViewMenu = (props: ViewMenuProps): ReactNode => {
  const t = useText('queue');
  const record = useText('record');
  const anchor = useRef<HTMLButtonElement>(null);
  const { viewId, saved, onOpen } = props;
  useSavedViewKeys(saved.all.length);
  const builtIn = BUILT_IN_VIEWS.find((view) => builtInId(view) === viewId);
  const name = builtIn === undefined ? (saved.shown?.name ?? t('views.all')) : t(`views.${builtIn}`);
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
        {props.isChanged && ` (${record('views.changed')})`}
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
        <Divider />
        {savedViewItems(record, {
          saved,
          isChanged: props.isChanged,
          onClose: () => onOpen(false),
          updated: props.updated,
          onSaveAs: props.onSaveAs,
        })}
      </Menu>
    </>
  );
};
