import { Box, Checkbox, FormControlLabel, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { EmptyNote } from './empty-note.tsx';

type Retirable = { readonly id: string; readonly retired: boolean };

type RetirableListProps<R extends Retirable> = {
  readonly rows: readonly R[];
  readonly label: string;
  /** The words of the choice to see what is retired, too. */
  readonly showRetired: string;
  readonly empty: { readonly icon: ReactNode; readonly title: string; readonly hint: string };
  readonly row: (row: R) => ReactNode;
};

/** What is written for later and taken out of use by and by: models of changes, diagnosis scripts. What is retired is shown on request. */
export const RetirableList = <R extends Retirable>(props: RetirableListProps<R>): ReactNode => {
  const { rows, label, showRetired, empty, row } = props;
  const [withRetired, setWithRetired] = useState(false);
  const shown = rows.filter(({ retired }) => withRetired || !retired);
  return (
    <Box sx={{ maxWidth: 960 }}>
      {rows.some(({ retired }) => retired) && (
        <FormControlLabel
          control={
            <Checkbox size="small" checked={withRetired} onChange={(_event, on) => setWithRetired(on)} />
          }
          label={showRetired}
        />
      )}
      <Box component="ul" aria-label={label} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {shown.map((one) => (
          <Box
            component="li"
            key={one.id}
            sx={{ py: 1, borderBottom: 1, borderColor: 'divider', minWidth: 0 }}
          >
            {row(one)}
          </Box>
        ))}
      </Box>
      {shown.length === 0 && <EmptyNote {...empty} />}
    </Box>
  );
};

/** What one of them is called, and its buttons. */
export const RetirableHead = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode => (
  <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', minWidth: 0 }}>
    <Typography
      variant="body2"
      dir="auto"
      sx={{ fontWeight: 600, flex: '1 1 200px', minWidth: 0, overflowWrap: 'anywhere' }}
    >
      {title}
    </Typography>
    {children}
  </Box>
);
