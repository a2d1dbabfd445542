import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';

type RecordHeaderProps = {
  readonly icon?: ReactNode;
  readonly title: string;
  /** Chips beside the title. */
  readonly marks: ReactNode;
  /** The line below it. */
  readonly children: ReactNode;
  readonly actions: ReactNode;
};

/** The head of a record's page: what it is, how it stands, what can be done with it. */
export const RecordHeader = ({ icon, title, marks, children, actions }: RecordHeaderProps): ReactNode => (
  <Box
    component="header"
    sx={{
      px: 2,
      py: 1,
      borderBottom: 1,
      borderColor: 'divider',
      display: 'flex',
      gap: 2,
      flexWrap: 'wrap',
    }}
  >
    <Box sx={{ flex: '1 1 360px', minWidth: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        {icon}
        <Typography component="h1" variant="h6" dir="auto" sx={{ overflowWrap: 'anywhere' }}>
          {title}
        </Typography>
        {marks}
      </Box>
      {children}
    </Box>
    {actions}
  </Box>
);
