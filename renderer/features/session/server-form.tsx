import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';

type ServerFormProps = {
  readonly url: string | null;
  readonly prefix: string;
  readonly onDone: () => void;
};

/** Where the central CouchDB is; empty means that this device works for itself. */
export const ServerForm = ({ url, prefix, onDone }: ServerFormProps): ReactNode => {
  const t = useText('session');
  const [address, setAddress] = useState(url ?? '');
  const [databasePrefix, setDatabasePrefix] = useState(prefix);
  const setServer = useCommand('session.setServer');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const typed = address.trim();
    const reply = await setServer.run({ url: typed === '' ? null : typed, prefix: databasePrefix.trim() });
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
