import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { ReactNode } from 'react';
import type { SyncScope } from '#contracts/sync.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';

const MONTHS = [1, 3, 6, 12, 24] as const;
const ALL = 0;

/** How far back this device loads work that has ended. Another number may have been set on the command line. */
export const ScopeField = ({ scope }: { readonly scope: SyncScope }): ReactNode => {
  const t = useText('sync');
  const setScope = useCommand('sync.setScope');
  const chosen = scope.endedMonths ?? ALL;
  const offered = [ALL, ...new Set([...MONTHS, ...(chosen === ALL ? [] : [chosen])])].sort((a, b) => a - b);
  return (
    <>
      {setScope.error !== undefined && <ErrorNote error={setScope.error} />}
      <TextField
        select
        size="small"
        label={t('scope.label')}
        value={chosen}
        disabled={setScope.busy}
        helperText={t('scope.hint')}
        sx={{ maxWidth: 560, '& .MuiSelect-select': { maxWidth: 240 } }}
        onChange={(event) => {
          const months = Number(event.target.value);
          void setScope.run({ endedMonths: months === ALL ? null : months });
        }}
      >
        {offered.map((months) => (
          <MenuItem key={months} value={months}>
            {months === ALL ? t('scope.all') : t('scope.months', { count: months })}
          </MenuItem>
        ))}
      </TextField>
    </>
  );
};
