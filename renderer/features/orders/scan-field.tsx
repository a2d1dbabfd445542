import QrCodeScanner from '@mui/icons-material/QrCodeScanner';
import { Alert, Box, Button, InputAdornment, TextField, Typography } from '@mui/material';
import { type ReactNode, type RefObject, useState } from 'react';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import type { ExpectedDevice, ScanOutcome } from './scan.ts';

const expectedText = ({ name, assetTag, serial }: ExpectedDevice): string => joined([name, assetTag, serial]);

/** What came of the last scan, in words and colour that can be read at arm's length. */
export const ScanResult = ({ outcome }: { readonly outcome: ScanOutcome | null }): ReactNode => {
  const t = useText('orders');
  if (outcome === null) return null;
  if (outcome.kind === 'confirmed')
    return (
      <Alert severity="success" variant="filled" sx={{ fontSize: 16 }}>
        {t('scan.confirmed', { device: outcome.deviceName })}
      </Alert>
    );
  const isWrong = outcome.error.code === 'wrong_device' || outcome.error.code === 'ambiguous';
  return (
    <Alert severity="error" variant="filled" sx={{ fontSize: 16 }}>
      <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
        {t(isWrong ? 'scan.wrong' : 'scan.failed', { code: outcome.code })}
      </Typography>
      <Box sx={{ overflowWrap: 'anywhere' }}>{errorText(outcome.error)}</Box>
      {!isWrong && outcome.expected.length > 0 && (
        <Box>{t('scan.expected', { devices: outcome.expected.map(expectedText).join(', ') })}</Box>
      )}
    </Alert>
  );
};

type ScanFieldProps = {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly busy: boolean;
  readonly onScan: (code: string) => void;
};

/** Where a scanner types and a finger can: one line, big, sent by Enter. */
export const ScanField = ({ inputRef, busy, onScan }: ScanFieldProps): ReactNode => {
  const t = useText('orders');
  const [code, setCode] = useState('');
  const submit = (): void => {
    if (code.trim() === '' || busy) return;
    onScan(code.trim());
    setCode('');
  };
  return (
    <Box
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      sx={{ display: 'flex', gap: 1 }}
    >
      <TextField
        fullWidth
        inputRef={inputRef}
        label={t('scan.label')}
        value={code}
        onChange={(event) => setCode(event.target.value)}
        slotProps={{
          htmlInput: { autoComplete: 'off', spellCheck: false, maxLength: 200, style: { fontSize: 18 } },
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <QrCodeScanner />
              </InputAdornment>
            ),
          },
        }}
      />
      <Button type="submit" variant="contained" size="large" loading={busy} disabled={code.trim() === ''}>
        {t('scan.submit')}
      </Button>
    </Box>
  );
};
