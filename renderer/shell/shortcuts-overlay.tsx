import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { type Command, currentCommands } from '#renderer/shared/commands/commands.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';

/** Shortcuts of the table, which handles its keys itself. */
const TABLE_KEYS = [
  { label: 'common:tableKeys.move', shortcut: 'j k' },
  { label: 'common:tableKeys.open', shortcut: 'Enter' },
  { label: 'common:tableKeys.select', shortcut: 'Space' },
  { label: 'common:tableKeys.selectAll', shortcut: 'Ctrl+A' },
] as const;

type Entry = { readonly label: string; readonly shortcut: string };

const grouped = (commands: readonly Command[]): ReadonlyMap<string, readonly Entry[]> => {
  const groups = new Map<string, readonly Entry[]>();
  for (const { group, label, shortcut } of commands) {
    if (shortcut === undefined) continue;
    groups.set(group, [...(groups.get(group) ?? []), { label, shortcut }]);
  }
  return groups.set('common:groups.lists', TABLE_KEYS);
};

/** Every key there is at the moment. */
export const ShortcutsOverlay = ({ onClose }: { readonly onClose: () => void }): ReactNode => {
  const t = useText('common');
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="shortcuts-title">
      <DialogTitle id="shortcuts-title">{t('commands.shortcuts')}</DialogTitle>
      <DialogContent>
        <Box sx={{ columns: { xs: 1, sm: 2 }, columnGap: 4 }}>
          {[...grouped(currentCommands())].map(([group, entries]) => (
            <Box key={group} component="section" sx={{ mb: 2 }}>
              <Typography variant="subtitle2" component="h2" color="textSecondary">
                {t(group)}
              </Typography>
              {entries.map(({ label, shortcut }) => (
                <Box
                  key={`${label}${shortcut}`}
                  sx={{
                    display: 'flex',
                    justifyContent: 'space-between',
                    gap: 2,
                    py: 0.25,
                    breakInside: 'avoid',
                  }}
                >
                  <span>{t(label)}</span>
                  <KeyHint shortcut={shortcut} />
                </Box>
              ))}
            </Box>
          ))}
        </Box>
      </DialogContent>
    </Dialog>
  );
};
