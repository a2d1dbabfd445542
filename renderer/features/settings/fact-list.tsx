import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Fragment, type ReactNode } from 'react';

/** Names and values below each other; a missing or empty value is a dash. */
export const FactList = ({
  facts,
}: {
  readonly facts: readonly (readonly [string, string | null | undefined])[];
}): ReactNode => (
  <Box
    component="dl"
    sx={{ m: 0, display: 'grid', gridTemplateColumns: 'max-content 1fr', columnGap: 3, rowGap: 0.5 }}
  >
    {facts.map(([name, value]) => (
      <Fragment key={name}>
        <Typography component="dt" variant="body2" color="textSecondary">
          {name}
        </Typography>
        <Typography
          component="dd"
          variant="body2"
          sx={{ m: 0, overflowWrap: 'anywhere', userSelect: 'text' }}
        >
          {value || '–'}
        </Typography>
      </Fragment>
    ))}
  </Box>
);
