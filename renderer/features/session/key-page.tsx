import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Divider from '@mui/material/Divider';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { KeyReply, KeyStatus } from '#contracts/native.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { AuthFrame } from './auth-frame.tsx';

type KeyPageProps = {
  readonly status: Exclude<KeyStatus, { readonly state: 'unlocked' }>;
  readonly onStatus: (status: KeyStatus) => void;
};

type Refusal = Extract<KeyReply, { readonly ok: false }>['error'];

const PassphraseForm = ({
  isNew,
  refusal,
  onSubmit,
}: {
  readonly isNew: boolean;
  readonly refusal: Refusal | null;
  readonly onSubmit: (passphrase: string) => void;
}): ReactNode => {
  const t = useText('session');
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const differs = isNew && repeated !== '' && repeated !== passphrase;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (passphrase !== '' && (!isNew || repeated === passphrase)) onSubmit(passphrase);
  };
  return (
    <form onSubmit={submit} style={{ display: 'grid', gap: 12 }}>
      <TextField
        label={t('key.passphrase')}
        type="password"
        autoFocus
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
        error={refusal !== null}
        helperText={refusal === null ? undefined : t(`key.refused.${refusal.code}`)}
      />
      {isNew && (
        <TextField
          label={t('key.repeat')}
          type="password"
          value={repeated}
          onChange={(event) => setRepeated(event.target.value)}
          error={differs}
          helperText={differs ? t('key.differs') : undefined}
        />
      )}
      <Button
        type="submit"
        variant="contained"
        disabled={passphrase === '' || (isNew && repeated !== passphrase)}
      >
        {isNew ? t('key.usePassphrase') : t('key.unlock')}
      </Button>
    </form>
  );
};

/** How the key of the store is kept on a machine without a keychain, or what opens it. */
export const KeyPage = ({ status, onStatus }: KeyPageProps): ReactNode => {
  const t = useText('session');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [accepted, setAccepted] = useState(false);
  const take = (reply: KeyReply): void => {
    if (reply.ok) onStatus(reply.data);
    else setRefusal(reply.error);
  };
  const unlock = (passphrase: string): void =>
    void window.deskhand.native.unlockWithPassphrase(passphrase).then(take);

  if (status.state === 'unreadable')
    return (
      <AuthFrame title={t('key.unreadableTitle')} width={480}>
        <Typography variant="body2">{t('key.unreadableText')}</Typography>
        <Alert severity="info" variant="outlined">
          {status.detail}
        </Alert>
        <Button
          variant="contained"
          autoFocus
          onClick={() => void window.deskhand.native.keyStatus().then(onStatus)}
        >
          {t('key.lookAgain')}
        </Button>
      </AuthFrame>
    );

  const isNew = status.state === 'choose';
  return (
    <AuthFrame title={isNew ? t('key.chooseTitle') : t('key.lockedTitle')} width={480}>
      <Typography variant="body2" color="textSecondary">
        {isNew ? t('key.chooseText') : t('key.lockedText')}
      </Typography>
      <PassphraseForm isNew={isNew} refusal={refusal} onSubmit={unlock} />
      {isNew && (
        <>
          <Divider>{t('key.or')}</Divider>
          <FormControlLabel
            control={<Checkbox checked={accepted} onChange={(event) => setAccepted(event.target.checked)} />}
            label={t('key.acceptRisk')}
          />
          <Button
            variant="outlined"
            disabled={!accepted}
            onClick={() => void window.deskhand.native.acceptPlainKey().then(take)}
          >
            {t('key.keepPlain')}
          </Button>
        </>
      )}
    </AuthFrame>
  );
};
