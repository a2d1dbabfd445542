import { Box } from '@mui/material';
import { Fragment, type ReactNode } from 'react';

export type Fact = { readonly label: string; readonly value: ReactNode };

/** Label and value in two columns; facts that are not known are left out. */
export const Facts = ({ facts }: { readonly facts: readonly Fact[] }): ReactNode => (
  <Box
    component="dl"
    sx={{
      display: 'grid',
      gridTemplateColumns: 'minmax(84px, max-content) minmax(0, 1fr)',
      columnGap: 1.5,
      rowGap: 0.25,
      m: 0,
      fontSize: 13,
      '& dt': { color: 'text.secondary' },
      '& dd': { m: 0, overflowWrap: 'anywhere' },
    }}
  >
    {facts
      .filter(({ value }) => value !== null && value !== undefined && value !== '')
      .map(({ label, value }) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
  </Box>
);
