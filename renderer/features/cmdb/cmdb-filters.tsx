import Clear from '@mui/icons-material/Clear';
import Search from '@mui/icons-material/Search';
import {
  Button,
  Checkbox,
  FormControlLabel,
  InputAdornment,
  ListItemText,
  MenuItem,
  Stack,
  Switch,
  TextField,
} from '@mui/material';
import { type ReactNode, useMemo, useRef } from 'react';
import { CI_CLASSES, CI_STATUSES, type CiClass, type CiStatus } from '#domain/records/config-item.ts';
import { useCommands } from '#renderer/shared/commands/commands.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { NO_FILTER, useCmdb } from './cmdb-store.ts';

type ManyProps<V extends string> = {
  readonly label: string;
  readonly any: string;
  readonly values: readonly V[];
  readonly chosen: readonly V[];
  readonly words: (value: V) => string;
  readonly onChange: (chosen: readonly V[]) => void;
};

/** Chooses several of a closed set; none chosen means all. */
const Many = <V extends string>({ label, any, values, chosen, words, onChange }: ManyProps<V>): ReactNode => {
  const t = useText('cmdb');
  const shown = (): string => {
    if (chosen.length === 0) return any;
    return chosen.length === 1 ? chosen.map(words).join() : t('list.severalChosen', { count: chosen.length });
  };
  return (
    <TextField
      select
      size="small"
      label={label}
      value={chosen}
      onChange={(event) => onChange(event.target.value as unknown as readonly V[])}
      slotProps={{
        select: { multiple: true, displayEmpty: true, renderValue: shown },
        inputLabel: { shrink: true },
      }}
      sx={{ width: 150 }}
    >
      {values.map((value) => (
        <MenuItem key={value} value={value} dense>
          <Checkbox size="small" checked={chosen.includes(value)} sx={{ p: 0.5 }} />
          <ListItemText primary={words(value)} />
        </MenuItem>
      ))}
    </TextField>
  );
};

/** Text over name, serial, asset tag, user, place, IP and model, and the closed filters. `/` goes to the text. */
export const CmdbFilters = (): ReactNode => {
  const t = useText('cmdb');
  const { text, classes, statuses, activeOnly } = useCmdb();
  const field = useRef<HTMLInputElement>(null);
  const commands = useMemo(
    () => [
      {
        id: 'cmdb.find',
        label: 'cmdb:list.find',
        group: 'cmdb:title',
        shortcut: '/',
        run: () => field.current?.focus(),
      },
    ],
    [],
  );
  useCommands(commands);
  const isFiltered = text !== '' || classes.length > 0 || statuses.length > 0 || !activeOnly;
  return (
    <Stack
      direction="row"
      useFlexGap
      spacing={1}
      sx={{ px: 2, pb: 1, flexWrap: 'wrap', alignItems: 'center' }}
    >
      <TextField
        size="small"
        inputRef={field}
        autoFocus
        value={text}
        placeholder={t('list.find')}
        onChange={(event) => useCmdb.setState({ text: event.target.value })}
        slotProps={{
          htmlInput: { 'aria-label': t('list.find'), maxLength: 200 },
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <Search fontSize="small" />
              </InputAdornment>
            ),
          },
        }}
        sx={{ flex: '1 1 300px', maxWidth: 460 }}
      />
      <Many<CiClass>
        label={t('list.class')}
        any={t('list.anyClass')}
        values={CI_CLASSES}
        chosen={classes}
        words={(value) => t(`common:ciClasses.${value}`)}
        onChange={(chosen) => useCmdb.setState({ classes: chosen })}
      />
      <Many<CiStatus>
        label={t('list.status')}
        any={t('list.anyStatus')}
        values={CI_STATUSES}
        chosen={statuses}
        words={(value) => t(`common:states.${value}`)}
        onChange={(chosen) => useCmdb.setState({ statuses: chosen })}
      />
      <FormControlLabel
        control={
          <Switch
            size="small"
            checked={activeOnly}
            onChange={(_event, checked) => useCmdb.setState({ activeOnly: checked })}
          />
        }
        label={t('list.activeOnly')}
      />
      {isFiltered && (
        <Button size="small" startIcon={<Clear />} onClick={() => useCmdb.setState(NO_FILTER)}>
          {t('list.clear')}
        </Button>
      )}
    </Stack>
  );
};
