import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { SessionUser } from '#contracts/session.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { signOut } from '#renderer/shared/session/sign-out.ts';
import { AuthFrame } from './auth-frame.tsx';
import { useRetype } from './use-retype.ts';

type LockOverlayProps = {
  readonly user: SessionUser;
  /** The data host restarted and knows nobody: the password signs in anew instead of unlocking. */
  readonly needsSignIn: boolean;
};

/** Stands in the place of a console that is locked. */
export const LockOverlay = ({ user, needsSignIn }: LockOverlayProps): ReactNode => {
  const t = useText('session');
  const [password, setPassword] = useState('');
  const unlock = useCommand('session.unlock');
  const signIn = useCommand('session.signIn');
  const busy = unlock.busy || signIn.busy;
  const error = needsSignIn ? signIn.error : unlock.error;

  const field = useRetype(error);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (password === '' || busy) return;
    if (needsSignIn) void signIn.run({ login: user.login, password });
    else void unlock.run({ password });
  };

  return (
    <Box
      role="dialog"
      aria-modal
      aria-label={t('locked')}
      sx={{ position: 'fixed', inset: 0, zIndex: 'modal', bgcolor: 'background.default' }}
    >
      <AuthFrame title={needsSignIn ? t('signInAgain') : t('locked')} width={360}>
        <Typography variant="body2" color="textSecondary">
          {needsSignIn ? t('signInAgainText') : t('lockedText')}
        </Typography>
        <form onSubmit={submit} style={{ display: 'grid', gap: 12 }}>
          <Typography sx={{ fontWeight: 600 }}>{user.name}</Typography>
          <TextField
            label={t('password')}
            type="password"
            autoFocus
            autoComplete="current-password"
            inputRef={field}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            error={error !== undefined}
            helperText={error === undefined ? undefined : errorText(error)}
          />
          <Button type="submit" variant="contained" loading={busy} disabled={password === ''}>
            {needsSignIn ? t('signIn') : t('unlock')}
          </Button>
          <Button onClick={() => void signOut()}>{t('someoneElse')}</Button>
        </form>
      </AuthFrame>
    </Box>
  );
};
