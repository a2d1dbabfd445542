import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { SampleAccount } from '#contracts/session.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';

type SampleAccountListProps = {
  readonly accounts: readonly SampleAccount[];
  readonly disabled: boolean;
  readonly onChoose: (account: SampleAccount) => void;
};

/** The sample company's people; choosing one signs them in. */
export const SampleAccountList = ({ accounts, disabled, onChoose }: SampleAccountListProps): ReactNode => {
  const t = useText('session');
  return (
    <section aria-label={t('samples.title')}>
      <Divider textAlign="left" sx={{ mb: 1 }}>
        <Typography variant="caption" color="textSecondary">
          {t('samples.title')}
        </Typography>
      </Divider>
      <Stack spacing={0.5}>
        {accounts.map((account) => (
          <Button
            key={account.login}
            disabled={disabled}
            onClick={() => onChoose(account)}
            sx={{
              justifyContent: 'space-between',
              textAlign: 'start',
              gap: 2,
              fontWeight: 400,
              color: 'text.primary',
            }}
          >
            <span>
              <strong>{account.roles.map((role) => t(`common:roles.${role}`)).join(', ')}</strong> ·{' '}
              {account.name}
            </span>
            <Typography component="code" variant="caption" color="textSecondary" noWrap>
              {account.login} / {account.password}
            </Typography>
          </Button>
        ))}
      </Stack>
    </section>
  );
};
