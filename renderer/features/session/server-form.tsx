import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { type FormEvent, type ReactNode, useState } from 'react';
import { isReadableOnTheWay } from '#contracts/server-address.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { useRetype } from './use-retype.ts';

type ServerFormProps = {
  readonly url: string | null;
  readonly prefix: string;
  /** Whose password another server takes. */
  readonly guardian: string | null;
  readonly onDone: () => void;
};

/** Where the central CouchDB is; empty means that this device works for itself. */
export const ServerForm = ({ url, prefix, guardian, onDone }: ServerFormProps): ReactNode => {
  const t = useText('session');
  const [address, setAddress] = useState(url ?? '');
  const [databasePrefix, setDatabasePrefix] = useState(prefix);
  const [password, setPassword] = useState('');
  const [insecure, setInsecure] = useState(false);
  const setServer = useCommand('session.setServer');
  const field = useRetype(setServer.error);
  const isReadable = isReadableOnTheWay(address.trim());
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const typed = address.trim();
    const reply = await setServer.run({
      ...{ url: typed === '' ? null : typed, prefix: databasePrefix.trim() },
      ...(password === '' ? {} : { password }),
      ...(isReadable && insecure ? { insecure } : {}),
    });
    if (reply.ok) onDone();
  };
  return (
    <form onSubmit={(event) => void submit(event)} style={{ display: 'grid', gap: 12 }}>
      <TextField
        label={t('server.address')}
        placeholder="https://couch.example.com"
        autoFocus
        value={address}
        onChange={(event) => setAddress(event.target.value)}
        helperText={t('server.addressHint')}
      />
      <TextField
        label={t('server.prefix')}
        value={databasePrefix}
        onChange={(event) => setDatabasePrefix(event.target.value)}
        helperText={t('server.prefixHint')}
      />
      {isReadable && (
        <FormControlLabel
          control={<Checkbox checked={insecure} onChange={(event) => setInsecure(event.target.checked)} />}
          label={t('server.insecure')}
        />
      )}
      {guardian !== null && (
        <TextField
          label={t('server.guardian', { login: guardian })}
          type="password"
          autoComplete="off"
          inputRef={field}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          helperText={t('server.guardianHint')}
        />
      )}
      {setServer.error !== undefined && <ErrorNote error={setServer.error} />}
      <Stack direction="row" spacing={1} sx={{ justifyContent: 'flex-end' }}>
        <Button onClick={onDone}>{t('common:cancel')}</Button>
        <Button type="submit" variant="contained" loading={setServer.busy}>
          {t('server.use')}
        </Button>
      </Stack>
    </form>
  );
};
