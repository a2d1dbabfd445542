import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { currentCommands } from '#renderer/shared/commands/commands.ts';
import { currentKeyMaps, type KeyMap } from '#renderer/shared/commands/key-maps.ts';
import { shortcutGroups } from '#renderer/shared/commands/shortcut-groups.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { FORM_KEYS } from '#renderer/shared/ui/send-key.ts';

/** Keys that the application menu answers by itself. */
const WINDOW_KEYS: KeyMap = {
  group: 'common:groups.window',
  actions: {
    larger: { label: 'common:windowKeys.larger', shortcuts: ['Ctrl++'] },
    smaller: { label: 'common:windowKeys.smaller', shortcuts: ['Ctrl+-'] },
    usual: { label: 'common:windowKeys.usual', shortcuts: ['Ctrl+0'] },
    full: { label: 'common:windowKeys.full', shortcuts: ['F11'] },
  },
};

/** Every key there is at the moment. */
export const ShortcutsOverlay = ({ onClose }: { readonly onClose: () => void }): ReactNode => {
  const t = useText('common');
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="shortcuts-title">
      <DialogTitle id="shortcuts-title">{t('commands.shortcuts')}</DialogTitle>
      {/* What scrolls can be scrolled by keyboard. */}
      <DialogContent tabIndex={0}>
        <Box sx={{ columns: { xs: 1, sm: 2 }, columnGap: 4 }}>
          {shortcutGroups(currentCommands(), [...currentKeyMaps(), FORM_KEYS, WINDOW_KEYS]).map(
            ({ group, lines }) => (
              <Box key={group} component="section" sx={{ mb: 2 }}>
                <Typography
                  variant="subtitle2"
                  component="h2"
                  color="textSecondary"
                  sx={{ breakAfter: 'avoid' }}
                >
                  {t(group)}
                </Typography>
                {lines.map(({ label, shortcuts }) => (
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
                    <Box
                      component="span"
                      sx={{
                        display: 'inline-flex',
                        flexWrap: 'wrap',
                        justifyContent: 'flex-end',
                        columnGap: 1.5,
                        rowGap: 0.25,
                      }}
                    >
                      {shortcuts.map((shortcut) => (
                        <KeyHint key={shortcut} shortcut={shortcut} />
                      ))}
                    </Box>
                  </Box>
                ))}
              </Box>
            ),
          )}
        </Box>
      </DialogContent>
    </Dialog>
  );
};
