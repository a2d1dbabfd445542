import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import {
  type FormEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
} from 'react';
import type { SessionStatus } from '#contracts/session.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { text, useText } from '#renderer/shared/i18n/i18n.ts';
import { useLanguage } from '#renderer/shared/i18n/language.ts';
import { LanguageSelect } from '#renderer/shared/i18n/language-select.tsx';
import { useAppInfo } from '#renderer/shared/native/use-app-info.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { AuthFrame } from './auth-frame.tsx';
import { SampleAccountList } from './sample-account-list.tsx';
import { ServerForm } from './server-form.tsx';
import { chooseBeforeSignIn } from './use-person-language.ts';
import { useRetype } from './use-retype.ts';

// A start without a display signs in once; after a sign-out it must not come back by itself.
let signedInBySelf = false;

const useSignIn = () => {
  const { run, busy, error } = useCommand('session.signIn');
  const signIn = async (login: string, password: string): Promise<void> => {
    const reply = await run({ login, password });
    if (reply.ok && reply.data.offline) notify('info', text('session:signedInOffline'));
  };
  return { signIn, busy, error };
};

/** Which server will be asked, or that none will be. */
const ServerLine = ({
  status,
  onChange,
}: {
  readonly status: SessionStatus;
  readonly onChange: () => void;
}): ReactNode => {
  const t = useText('session');
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline', minWidth: 0 }}>
      <Typography
        variant="caption"
        color="textSecondary"
        noWrap
        title={status.serverUrl ?? undefined}
        sx={{ minWidth: 0 }}
      >
        {status.serverUrl === null ? t('server.none') : t('server.at', { url: status.serverUrl })}
      </Typography>
      <Link component="button" type="button" variant="caption" onClick={onChange} sx={{ flexShrink: 0 }}>
        {t('server.change')}
      </Link>
    </Box>
  );
};

export const SignInPage = ({ status }: { readonly status: SessionStatus }): ReactNode => {
  const t = useText('session');
  const info = useAppInfo();
  const isOnline = useIsOnline();
  const choice = useLanguage((shown) => shown.choice);
  const [login, setLogin] = useState(status.knownLogins.length === 1 ? (status.knownLogins[0] ?? '') : '');
  const [password, setPassword] = useState('');
  // On a new device there is nobody to sign in without a server, so that is asked first.
  const [editsServer, setEditsServer] = useState(
    status.serverUrl === null && status.knownLogins.length === 0,
  );
  const { signIn, busy, error } = useSignIn();
  const field = useRetype(error);

  const signInBySelf = useEffectEvent((user: string, given: string) => {
    setLogin(user);
    void signIn(user, given);
  });
  const auto = info?.autoSignIn ?? null;
  useEffect(() => {
    if (auto === null || signedInBySelf) return;
    signedInBySelf = true;
    signInBySelf(auto.user, auto.password);
  }, [auto]);

  if (editsServer)
    return (
      <AuthFrame title={t('server.title')}>
        <ServerForm
          url={status.serverUrl}
          prefix={status.prefix}
          guardian={status.serverGuardian}
          onDone={() => setEditsServer(false)}
        />
      </AuthFrame>
    );

  const willBeOffline = status.serverUrl === null || !isOnline;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (login.trim() !== '' && password !== '' && !busy) void signIn(login.trim(), password);
  };
  return (
    <AuthFrame title={t('signIn')} width={status.sampleAccounts.length > 0 ? 500 : 400}>
      <form onSubmit={submit} style={{ display: 'grid', gap: 12 }}>
        <TextField
          label={t('login')}
          autoFocus={login === ''}
          autoComplete="username"
          value={login}
          onChange={(event) => setLogin(event.target.value)}
          slotProps={{ htmlInput: { list: 'known-logins', autoCapitalize: 'none', spellCheck: false } }}
        />
        <datalist id="known-logins">
          {status.knownLogins.map((known) => (
            <option key={known} value={known} />
          ))}
        </datalist>
        <TextField
          label={t('password')}
          type="password"
          autoFocus={login !== ''}
          inputRef={field}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {error !== undefined && <ErrorNote error={error} />}
        {willBeOffline && (
          <Alert severity="info" variant="outlined">
            {status.serverUrl === null ? t('offline.noServer') : t('offline.noNetwork')}
          </Alert>
        )}
        <Button
          type="submit"
          variant="contained"
          size="medium"
          loading={busy}
          disabled={login.trim() === '' || password === ''}
        >
          {willBeOffline ? t('signInOffline') : t('signIn')}
        </Button>
      </form>
      <ServerLine status={status} onChange={() => setEditsServer(true)} />
      <LanguageSelect choice={choice} width={280} onChoose={chooseBeforeSignIn} />
      {status.sampleAccounts.length > 0 && (
        <SampleAccountList
          accounts={status.sampleAccounts}
          disabled={busy}
          onChoose={(account) => {
            setLogin(account.login);
            setPassword(account.password);
            void signIn(account.login, account.password);
          }}
        />
      )}
    </AuthFrame>
  );
};

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
};

/** Whether the machine has a network at all; whether the server answers only a call can tell. */
const useIsOnline = (): boolean => useSyncExternalStore(subscribe, () => navigator.onLine);
