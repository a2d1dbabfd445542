import Box from '@mui/material/Box';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { SearchPalette } from '#renderer/features/search/search-palette.tsx';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { NewFromTemplate } from '#renderer/shared/prepared/new-from-template.tsx';
import { Banners } from './banners.tsx';
import { Column } from './column.tsx';
import { useKeptFocus } from './focus-keeper.ts';
import { type PageOf, PageStack } from './page-stack.tsx';
import { Rail } from './rail.tsx';
import { ShortcutsOverlay } from './shortcuts-overlay.tsx';
import { TabStrip } from './tab-strip.tsx';
import { ToastBar } from './toast-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { useKeptTabs } from './use-kept-tabs.ts';
import { useOneOpening } from './use-one-opening.ts';
import { useShellCommands } from './use-shell-commands.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useUnsaved } from './use-unsaved.ts';

type Panel = 'search' | 'shortcuts' | null;

/** The console around its pages. */
export const Shell = ({ pageOf }: { readonly pageOf: PageOf }): ReactNode => {
  const [panel, setPanel] = useState<Panel>(null);
  const panels = useMemo(
    () => ({ openSearch: () => setPanel('search'), openShortcuts: () => setPanel('shortcuts') }),
    [],
  );
  const closePanel = useCallback(() => setPanel(null), []);
  useShellCommands(panels);
  useShortcuts();
  useKeptFocus();
  useOneOpening();
  useKeptTabs();
  const unsaved = useUnsaved();
  const sync = useLive('sync.status', {}).data;
  return (
    <Box sx={{ height: '100%', display: 'flex', position: 'relative' }}>
      <Rail />
      <Column />
      <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
        <TopBar sync={sync} />
        <TabStrip unsaved={unsaved} />
        <Banners />
        <PageStack pageOf={pageOf} />
      </Box>
      {panel === 'search' && <SearchPalette onClose={closePanel} />}
      {panel === 'shortcuts' && <ShortcutsOverlay onClose={closePanel} />}
      <NewFromTemplate />
      <ToastBar />
    </Box>
  );
};
