import Close from '@mui/icons-material/Close';
import ExpandMore from '@mui/icons-material/ExpandMore';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import {
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { routeKey, type Tab, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { pageSpec } from '#renderer/shared/navigation/registry.ts';
import { type MenuPlace, placeBelow, useContextMenu } from '#renderer/shared/ui/context-menu.tsx';
import { type Move, moveFocus } from './move-focus.ts';
import { tabEntries } from './tab-entries.ts';

const TAB_KEYS: KeyMap<Move | 'close' | 'menu'> = {
  group: 'common:groups.tabs',
  actions: {
    previous: { label: 'common:tabKeys.move', shortcuts: ['ArrowLeft'] },
    next: { label: 'common:tabKeys.move', shortcuts: ['ArrowRight'] },
    first: { label: 'common:tabKeys.ends', shortcuts: ['Home'] },
    last: { label: 'common:tabKeys.ends', shortcuts: ['End'] },
    menu: { label: 'common:tabKeys.menu', shortcuts: ['Shift+F10', 'ContextMenu'] },
    close: { label: 'common:commands.closeTab', shortcuts: ['Delete'] },
  },
};

type OnMenu = (tab: Tab, at: MenuPlace) => void;

const onTabKey = (event: KeyboardEvent<HTMLElement>, tabs: readonly Tab[], onMenu: OnMenu): void => {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')];
  const at = buttons.indexOf(event.target as HTMLElement);
  const action = at < 0 ? null : actionOf(TAB_KEYS, event);
  const tab = tabs[at];
  if (action === null || tab === undefined) return;
  event.preventDefault();
  switch (action) {
    case 'menu':
      onMenu(tab, placeBelow(event.target as HTMLElement));
      break;
    case 'close':
      (buttons[at + 1] ?? buttons[at - 1])?.focus();
      useNavigation.getState().close(tab.key);
      break;
    default:
      moveFocus(buttons, at, action);
  }
};

/** What a tab is called: number and name, or its page while nothing is known of its record. */
const useTabWords = (): ((tab: Tab) => string) => {
  const t = useText('common');
  return ({ title, name, route }) =>
    [title === '' ? t(pageSpec(route.page).title) : title, name].filter((part) => part !== '').join(' ');
};

type TabItemProps = {
  readonly tab: Tab;
  readonly isCurrent: boolean;
  readonly isUnsaved: boolean;
  /** Takes the focus from outside while no tab is current. */
  readonly isEntry: boolean;
  readonly onMenu: OnMenu;
};

const DRAGGED = 'application/x-deskhand-tab';

/** A tab is put elsewhere by dragging it there. */
const dragProps = (tab: Tab) => ({
  draggable: true,
  onDragStart: ({ dataTransfer }: DragEvent<HTMLElement>) => {
    dataTransfer.setData(DRAGGED, tab.key);
    dataTransfer.effectAllowed = 'move';
  },
  onDragOver: (event: DragEvent<HTMLElement>) => {
    if (event.dataTransfer.types.includes(DRAGGED)) event.preventDefault();
  },
  onDrop: (event: DragEvent<HTMLElement>) => {
    const key = event.dataTransfer.getData(DRAGGED);
    if (key === '') return;
    event.preventDefault();
    const { tabs, moveTab } = useNavigation.getState();
    moveTab(
      key,
      tabs.findIndex((one) => one.key === tab.key),
    );
  },
});

const TabItem = ({ tab, isCurrent, isUnsaved, isEntry, onMenu }: TabItemProps): ReactNode => {
  const t = useText('common');
  const open = useNavigation((navigation) => navigation.open);
  const close = useNavigation((navigation) => navigation.close);
  const words = useTabWords()(tab);
  const item = useRef<HTMLElement>(null);
  // Of many tabs in a narrow window only some are in sight.
  useEffect(() => {
    if (isCurrent) item.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isCurrent]);
  return (
    <Box
      ref={item}
      role="presentation"
      {...dragProps(tab)}
      onAuxClick={(event) => {
        if (event.button === 1) close(tab.key);
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(tab, { x: event.clientX, y: event.clientY });
      }}
      sx={{
        display: 'flex',
        alignItems: 'center',
        flex: '0 1 240px',
        minWidth: 140,
        borderInlineEnd: 1,
        borderColor: 'divider',
        bgcolor: isCurrent ? 'background.default' : 'transparent',
        boxShadow: isCurrent ? 'inset 0 2px 0 var(--mui-palette-primary-main)' : 'none',
        '&:hover': { bgcolor: isCurrent ? 'background.default' : 'action.hover' },
      }}
    >
      <ButtonBase
        role="tab"
        aria-selected={isCurrent}
        aria-keyshortcuts="Delete"
        tabIndex={isCurrent || isEntry ? 0 : -1}
        title={words}
        onClick={() => open(tab.route)}
        sx={{
          flex: 1,
          minWidth: 0,
          height: '100%',
          pl: 1.25,
          gap: 0.75,
          justifyContent: 'flex-start',
          font: 'inherit',
          fontWeight: isCurrent ? 600 : 400,
          color: isCurrent ? 'text.primary' : 'text.secondary',
        }}
      >
        {isUnsaved && (
          <Box
            component="span"
            role="img"
            aria-label={t('shell.unsaved')}
            title={t('shell.unsaved')}
            sx={{ width: 7, height: 7, flexShrink: 0, borderRadius: '50%', bgcolor: 'warning.main' }}
          />
        )}
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {words}
        </Box>
      </ButtonBase>
      <ButtonBase
        // For the mouse; a list of tabs may hold nothing else, and by keyboard Delete and Ctrl+W close.
        aria-hidden
        tabIndex={-1}
        title={t('shell.closeTab', { title: tab.title })}
        onClick={() => close(tab.key)}
        sx={{
          p: 0.25,
          mx: 0.5,
          borderRadius: 0.5,
          color: 'text.secondary',
          '&:hover': { bgcolor: 'action.hover' },
        }}
      >
        <Close sx={{ fontSize: 14 }} />
      </ButtonBase>
    </Box>
  );
};

/** Whether some of the tabs are out of sight. */
const useOverflow = (strip: RefObject<HTMLElement | null>, count: number): boolean => {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const element = strip.current;
    if (element === null || count === 0) return undefined;
    const measure = (): void => setOver(element.scrollWidth > element.clientWidth + 1);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [strip, count]);
  return isOver && count > 0;
};

/** The open records. A dot marks those with something typed and not sent; closing a tab keeps its draft. */
export const TabStrip = ({ unsaved }: { readonly unsaved: ReadonlySet<string> }): ReactNode => {
  const t = useText('common');
  const tabs = useNavigation((navigation) => navigation.tabs);
  const currentKey = useNavigation((navigation) => routeKey(navigation.current));
  const words = useTabWords();
  const strip = useRef<HTMLElement>(null);
  const all = useRef<HTMLButtonElement>(null);
  const isOver = useOverflow(strip, tabs.length);
  const context = useContextMenu();
  useKeyMap(tabs.length === 0 ? null : TAB_KEYS);
  const listTabs = (): void => {
    const anchor = all.current ?? strip.current;
    if (anchor === null) return;
    const { open } = useNavigation.getState();
    context.open(
      tabs.map((tab) => ({ label: words(tab), run: () => open(tab.route) })),
      placeBelow(anchor),
    );
  };
  const latest = useRef(listTabs);
  latest.current = listTabs;
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'tabs.list',
        label: 'common:commands.listTabs',
        group: 'common:groups.navigation',
        shortcut: 'Ctrl+Shift+A',
        run: () => latest.current(),
      },
    ],
    [],
  );
  useCommands(commands);
  if (tabs.length === 0) return null;
  const onMenu: OnMenu = (tab, at) => context.open(tabEntries(tab), at);
  return (
    <Box
      sx={{
        display: 'flex',
        flexShrink: 0,
        minWidth: 0,
        bgcolor: 'background.paper',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box
        ref={strip}
        role="tablist"
        aria-label={t('shell.openRecords')}
        onKeyDown={(event) => onTabKey(event, tabs, onMenu)}
        onWheel={({ currentTarget, deltaX, deltaY }) => {
          if (deltaX === 0) currentTarget.scrollLeft += deltaY;
        }}
        sx={{
          display: 'flex',
          flex: 1,
          minWidth: 0,
          height: 34,
          overflowX: 'auto',
          overflowY: 'hidden',
          // A bar would take a third of the strip's height; the wheel and the keys move it.
          scrollbarWidth: 'none',
        }}
      >
        {tabs.map((tab, index) => (
          <TabItem
            key={tab.key}
            tab={tab}
            isCurrent={tab.key === currentKey}
            isUnsaved={unsaved.has(tab.key)}
            isEntry={index === 0 && tabs.every(({ key }) => key !== currentKey)}
            onMenu={onMenu}
          />
        ))}
      </Box>
      {isOver && (
        <IconButton
          ref={all}
          size="small"
          aria-label={t('contextMenu.allTabs')}
          aria-haspopup="menu"
          aria-keyshortcuts="Control+Shift+A"
          title={`${t('contextMenu.allTabs')} (Ctrl+Shift+A)`}
          onClick={listTabs}
          sx={{ flexShrink: 0, borderRadius: 0, width: 34 }}
        >
          <ExpandMore fontSize="small" />
        </IconButton>
      )}
      {context.menu}
    </Box>
  );
};
