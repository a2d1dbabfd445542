import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { Authorization } from '#domain/fields/directory.ts';
import { formatDate } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useNow } from '#renderer/shared/time/now.ts';

/** As many as fit beside a phone call; the rest is one click away. */
const SHOWN = 6;

const today = (nowMs: number): string => new Date(nowMs).toISOString().slice(0, 10);
const holds = (authorization: Authorization, date: string): boolean =>
  authorization.active && (authorization.expiresOn === null || authorization.expiresOn >= date);

/** What a person may use; rights that ended come last and are crossed out. */
export const AuthorizationList = ({ rows }: { readonly rows: readonly Authorization[] }): ReactNode => {
  const t = useText('people');
  const [all, setAll] = useState(false);
  const date = today(useNow());
  if (rows.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('noAuthorizations')}
      </Typography>
    );
  }
  const sorted = [...rows].sort(
    (left, right) =>
      Number(holds(right, date)) - Number(holds(left, date)) || left.system.localeCompare(right.system),
  );
  const endOf = (authorization: Authorization): string => {
    if (!authorization.active) return t('revoked');
    if (authorization.expiresOn === null) return '';
    const words = authorization.expiresOn < date ? 'people:expired' : 'people:until';
    return t(words, { date: formatDate(authorization.expiresOn) });
  };
  return (
    <>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', fontSize: 13 }}>
        {(all ? sorted : sorted.slice(0, SHOWN)).map((authorization) => {
          const isHeld = holds(authorization, date);
          return (
            <Box component="li" key={authorization.id} sx={{ display: 'flex', gap: 1, py: 0.125 }}>
              <Box
                component="span"
                sx={{
                  flex: 1,
                  minWidth: 0,
                  overflowWrap: 'anywhere',
                  ...(isHeld ? {} : { color: 'text.disabled', textDecoration: 'line-through' }),
                }}
              >
                {joined([authorization.system, authorization.right])}
              </Box>
              <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
                {endOf(authorization)}
              </Box>
            </Box>
          );
        })}
      </Box>
      {!all && rows.length > SHOWN && (
        <Button size="small" onClick={() => setAll(true)}>
          {t('showAll', { count: rows.length })}
        </Button>
      )}
    </>
  );
};
