import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import { Button, Divider, Menu, MenuItem } from '@mui/material';
import { type ReactNode, useRef } from 'react';
import { MOST_COUNTS } from '#contracts/define.ts';
import type { TicketView } from '#domain/views/saved-view.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useViewContext } from '#renderer/shared/navigation/use-view-context.ts';
import {
  savedViewItems,
  useSavedViewKeys,
  useShareTeams,
  ViewCount,
} from '#renderer/shared/record/saved-view-menu.tsx';
import type { SavedViews } from '#renderer/shared/record/saved-views.ts';
import type { Listed } from '#renderer/shared/record/view-acts.ts';
import { BUILT_IN_VIEWS, type BuiltInView, builtInFilter, builtInId, type ViewId } from './views.ts';

type ViewMenuProps = {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly viewId: ViewId;
  readonly isChanged: boolean;
  readonly hasTeams: boolean;
  readonly saved: SavedViews<TicketView>;
  readonly onBuiltIn: (view: BuiltInView) => void;
  readonly onReset: () => void;
  readonly onSaveAs: () => void;
  readonly updated: (view: Listed<TicketView>) => Listed<TicketView>;
};

/** How much is in each view, by its id, while the menu is open: one question for all of them. */
const useViewCounts = (
  isOpen: boolean,
  builtIn: readonly BuiltInView[],
  saved: readonly TicketView[],
): ReadonlyMap<string, number | null> => {
  const context = useViewContext();
  const asked = [
    ...builtIn.map((view) => ({ id: builtInId(view), filter: builtInFilter(view, context) })),
    ...saved,
  ].slice(0, MOST_COUNTS);
  const counts = useLive('tickets.counts', isOpen ? { filters: asked.map(({ filter }) => filter) } : null)
    .data?.counts;
  return new Map(asked.map(({ id }, at) => [id, counts?.[at] ?? null]));
};

/** The built-in and the saved views with what is in them, and what can be done with them. */
export const ViewMenu = (props: ViewMenuProps): ReactNode => {
  const t = useText('queue');
  const record = useText('record');
  const anchor = useRef<HTMLButtonElement>(null);
  const { viewId, saved, onOpen } = props;
  useSavedViewKeys(saved.all.length);
  const teams = useShareTeams(props.open);
  const offered = BUILT_IN_VIEWS.filter((view) => view !== 'teams' || props.hasTeams);
  const counts = useViewCounts(props.open, offered, saved.all);
  const builtIn = BUILT_IN_VIEWS.find((view) => builtInId(view) === viewId);
  const name = builtIn === undefined ? (saved.shown?.name ?? t('views.all')) : t(`views.${builtIn}`);
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
        {offered.map((view) => (
          <MenuItem
            key={view}
            dense
            selected={builtInId(view) === viewId}
            onClick={() => {
              onOpen(false);
              props.onBuiltIn(view);
            }}
          >
            {t(`views.${view}`)}
            <ViewCount count={counts.get(builtInId(view))} />
          </MenuItem>
        ))}
        <Divider />
        {savedViewItems(record, {
          saved,
          teams,
          isChanged: props.isChanged,
          onClose: () => onOpen(false),
          updated: props.updated,
          onReset: props.onReset,
          onSaveAs: props.onSaveAs,
          countOf: ({ id }) => counts.get(id) ?? null,
        })}
      </Menu>
    </>
  );
};
