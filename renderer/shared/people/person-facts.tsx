import { Box, Chip } from '@mui/material';
import type { ReactNode } from 'react';
import type { CallerContext } from '#contracts/directory.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import type { Fact } from '#renderer/shared/ui/facts.tsx';
import { mailLink, phoneLinks } from './contact-links.tsx';

/** VIP and "left the company" marks of a person. */
export const PersonMarks = ({
  person,
}: {
  readonly person: { readonly vip: boolean; readonly active: boolean };
}): ReactNode => {
  const t = useText('people');
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 0.5 }}>
      {person.vip && <Chip size="small" color="secondary" label={t('vip')} sx={{ height: 20 }} />}
      {!person.active && <Chip size="small" variant="outlined" label={t('inactive')} sx={{ height: 20 }} />}
    </Box>
  );
};

/** What a call needs: how to reach a person and where to find them. */
export const contactRows = ({ person, names }: Pick<CallerContext, 'person' | 'names'>): readonly Fact[] => [
  { label: fieldLabel('directory', 'phones'), value: phoneLinks(person.phones) },
  { label: fieldLabel('directory', 'email'), value: mailLink(person.email) },
  {
    label: fieldLabel('directory', 'placeId'),
    value: person.placeId === null ? null : nameOf(names, person.placeId),
  },
  { label: fieldLabel('directory', 'department'), value: person.department },
];
