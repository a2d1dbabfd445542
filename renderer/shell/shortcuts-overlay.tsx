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
  { label: 'common:tableKeys.move', shortcuts: ['j', 'k'] },
  { label: 'common:tableKeys.open', shortcuts: ['Enter'] },
  { label: 'common:tableKeys.select', shortcuts: ['Space'] },
  { label: 'common:tableKeys.selectAll', shortcuts: ['Ctrl+A'] },
] as const;

type Entry = { readonly label: string; readonly shortcuts: readonly string[] };

/** Commands by group and label; what can be done in two ways is one line with both. */
const grouped = (commands: readonly Command[]): ReadonlyMap<string, readonly Entry[]> => {
  const groups = new Map<string, readonly Entry[]>();
  for (const { group, label, shortcut } of commands) {
    if (shortcut === undefined) continue;
    const entries = groups.get(group) ?? [];
    const known = entries.find((entry) => entry.label === label);
    groups.set(
      group,
      known === undefined
        ? [...entries, { label, shortcuts: [shortcut] }]
        : entries.map((entry) =>
            entry === known ? { label, shortcuts: [...entry.shortcuts, shortcut] } : entry,
          ),
    );
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
              {entries.map(({ label, shortcuts }) => (
                <Box
                  key={label}
                  sx={{
                    display: 'flex',
                    justifyContent: 'space-between',
                    gap: 2,
                    py: 0.25,
                    breakInside: 'avoid',
                  }}
                >
                  <span>{t(label)}</span>
                  <Box component="span" sx={{ display: 'inline-flex', gap: 1.5 }}>
                    {shortcuts.map((shortcut) => (
                      <KeyHint key={shortcut} shortcut={shortcut} />
                    ))}
                  </Box>
                </Box>
              ))}
            </Box>
          ))}
        </Box>
      </DialogContent>
    </Dialog>
  );
};
