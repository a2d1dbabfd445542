import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { mentionParts } from '#domain/notices/notices.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';

/** A text in which people are called by their names where it names them as `@login`. */
export const Mentions = ({ text }: { readonly text: string }): ReactNode => {
  const parts = mentionParts(text);
  const names = parts.some(({ login }) => login !== null);
  const accounts = useLive('directory.accounts', names ? {} : null).data?.rows ?? [];
  const nameOf = (login: string | null): string | undefined =>
    login === null ? undefined : accounts.find((account) => account.login.toLowerCase() === login)?.name;
  let at = 0;
  return parts.map(({ text: part, login }) => {
    const name = nameOf(login);
    const key = at;
    at += part.length;
    return name === undefined ? (
      part
    ) : (
      <Box component="bdi" key={key} title={part} sx={{ color: 'primary.main', fontWeight: 600 }}>
        @{name}
      </Box>
    );
  });
};
