import Clear from '@mui/icons-material/Clear';
import Search from '@mui/icons-material/Search';
import { Button, FormControlLabel, InputAdornment, Stack, Switch, TextField } from '@mui/material';
import { type ReactNode, useMemo, useRef } from 'react';
import { CI_CLASSES, CI_STATUSES, type CiClass, type CiStatus } from '#domain/fields/config-items.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ManySelect } from '#renderer/shared/pickers/many-select.tsx';
import { NO_FILTER, useCmdb } from './cmdb-store.ts';

/** Text over name, serial, asset tag, user, place, IP and model, and the closed filters. `/` goes to the text. */
export const CmdbFilters = (): ReactNode => {
  const t = useText('cmdb');
  const { text, classes, statuses, activeOnly } = useCmdb();
  const field = useRef<HTMLInputElement>(null);
  const commands = useMemo<readonly Command[]>(
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
      sx={{ px: 2, pt: 0.75, pb: 1, flexWrap: 'wrap', alignItems: 'center' }}
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
      <ManySelect<CiClass>
        label={t('list.class')}
        any={t('list.anyClass')}
        values={CI_CLASSES}
        chosen={classes}
        words={(value) => t(`common:ciClasses.${value}`)}
        several={(count) => t('list.severalChosen', { count })}
        width={150}
        onChange={(chosen) => useCmdb.setState({ classes: chosen })}
      />
      <ManySelect<CiStatus>
        label={t('list.status')}
        any={t('list.anyStatus')}
        values={CI_STATUSES}
        chosen={statuses}
        words={(value) => t(`common:states.${value}`)}
        several={(count) => t('list.severalChosen', { count })}
        width={150}
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
