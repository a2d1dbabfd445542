import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { routeKey, type Tab, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { pageSpec } from '#renderer/shared/navigation/registry.ts';
import { type Move, moveFocus } from './move-focus.ts';

type TabItemProps = {
  readonly tab: Tab;
  readonly isCurrent: boolean;
  readonly isUnsaved: boolean;
  /** Takes the focus from outside while no tab is current. */
  readonly isEntry: boolean;
};

const TAB_KEYS: KeyMap<Move | 'close'> = {
  group: 'common:groups.tabs',
  actions: {
    previous: { label: 'common:tabKeys.move', shortcuts: ['ArrowLeft'] },
    next: { label: 'common:tabKeys.move', shortcuts: ['ArrowRight'] },
    first: { label: 'common:tabKeys.ends', shortcuts: ['Home'] },
    last: { label: 'common:tabKeys.ends', shortcuts: ['End'] },
    close: { label: 'common:commands.closeTab', shortcuts: ['Delete'] },
  },
};

const onTabKey = (event: KeyboardEvent<HTMLElement>, tabs: readonly Tab[]): void => {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')];
  const at = buttons.indexOf(event.target as HTMLElement);
  const action = at < 0 ? null : actionOf(TAB_KEYS, event);
  if (action === null) return;
  event.preventDefault();
  if (action !== 'close') {
    moveFocus(buttons, at, action);
    return;
  }
  (buttons[at + 1] ?? buttons[at - 1])?.focus();
  const tab = tabs[at];
  if (tab !== undefined) useNavigation.getState().close(tab.key);
};

const TabItem = ({ tab, isCurrent, isUnsaved, isEntry }: TabItemProps): ReactNode => {
  const t = useText('common');
  const open = useNavigation((navigation) => navigation.open);
  const close = useNavigation((navigation) => navigation.close);
  const title = tab.title === '' ? t(pageSpec(tab.route.page).title) : tab.title;
  const item = useRef<HTMLElement>(null);
  // Of many tabs in a narrow window only some are in sight.
  useEffect(() => {
    if (isCurrent) item.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isCurrent]);
  return (
    <Box
      ref={item}
      role="presentation"
      onAuxClick={(event) => {
        if (event.button === 1) close(tab.key);
      }}
      sx={{
        display: 'flex',
        alignItems: 'center',
        flex: '0 1 220px',
        minWidth: 128,
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
        title={title}
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
          {title}
        </Box>
      </ButtonBase>
      <ButtonBase
        // For the mouse; a list of tabs may hold nothing else, and by keyboard Delete and Ctrl+W close.
        aria-hidden
        tabIndex={-1}
        title={t('shell.closeTab', { title })}
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

/** The open records. A dot marks those with something typed and not sent; closing a tab keeps its draft. */
export const TabStrip = ({ unsaved }: { readonly unsaved: ReadonlySet<string> }): ReactNode => {
  const t = useText('common');
  const tabs = useNavigation((navigation) => navigation.tabs);
  const currentKey = useNavigation((navigation) => routeKey(navigation.current));
  useKeyMap(tabs.length === 0 ? null : TAB_KEYS);
  if (tabs.length === 0) return null;
  return (
    <Box
      role="tablist"
      aria-label={t('shell.openRecords')}
      onKeyDown={(event) => onTabKey(event, tabs)}
      onWheel={({ currentTarget, deltaX, deltaY }) => {
        if (deltaX === 0) currentTarget.scrollLeft += deltaY;
      }}
      sx={{
        display: 'flex',
        height: 34,
        flexShrink: 0,
        overflowX: 'auto',
        overflowY: 'hidden',
        // A bar would take a third of the strip's height; the wheel and the keys move it.
        scrollbarWidth: 'none',
        bgcolor: 'background.paper',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      {tabs.map((tab, index) => (
        <TabItem
          key={tab.key}
          tab={tab}
          isCurrent={tab.key === currentKey}
          isUnsaved={unsaved.has(tab.key)}
          isEntry={index === 0 && tabs.every(({ key }) => key !== currentKey)}
        />
      ))}
    </Box>
  );
};
