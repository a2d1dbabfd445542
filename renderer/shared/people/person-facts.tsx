import { Box, Chip } from '@mui/material';
import type { ReactNode } from 'react';
import type { CallerContext } from '#contracts/directory.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { Facts } from '#renderer/shared/ui/facts.tsx';

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

type PersonFactsProps = {
  readonly caller: Pick<CallerContext, 'person' | 'placeName' | 'managerName' | 'teamNames'>;
  /** Only what a call needs: how to reach and where to find. */
  readonly brief?: boolean;
};

/** How to reach a person, where they sit and where they belong. */
export const PersonFacts = ({ caller, brief = false }: PersonFactsProps): ReactNode => {
  const t = useText('people');
  const { person, placeName, managerName, teamNames } = caller;
  const contact = [
    { label: t('phone'), value: person.phones.join(', ') },
    { label: t('mail'), value: person.email },
    { label: t('place'), value: placeName },
    { label: t('department'), value: person.department },
  ];
  const rest = [
    { label: t('jobTitle'), value: person.jobTitle },
    { label: t('login'), value: person.login },
    { label: t('employeeNumber'), value: person.employeeNumber },
    { label: t('costCentre'), value: person.costCentre },
    { label: t('manager'), value: managerName },
    { label: t('teams'), value: joined(teamNames, ', ') },
  ];
  return <Facts facts={brief ? contact : [...contact, ...rest]} />;
};
