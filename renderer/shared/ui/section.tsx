import { Box, Typography } from '@mui/material';
import { type ReactNode, useId } from 'react';

type SectionProps = {
  readonly title: string;
  /** Small buttons at the right of the title. */
  readonly actions?: ReactNode;
  /** What it shows is still being asked for: a record's page shows what stands below it when its size is known, so that nothing in sight moves. */
  readonly coming?: boolean;
  readonly children: ReactNode;
};

/** A titled part of a record's page, a region of its own for assistive technology. */
export const Section = ({ title, actions, coming = false, children }: SectionProps): ReactNode => {
  const id = useId();
  return (
    <Box
      component="section"
      aria-labelledby={id}
      data-building={coming || undefined}
      sx={{ border: 1, borderColor: 'divider', borderRadius: 1, bgcolor: 'background.paper', minWidth: 0 }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          flexWrap: 'wrap',
          columnGap: 1,
          px: 1.5,
          py: 0.25,
          minHeight: 34,
          '& > .MuiButton-root': { minWidth: 0, mr: -0.5 },
        }}
      >
        <Typography id={id} component="h2" variant="subtitle2" noWrap sx={{ flex: '1 1 auto', minWidth: 0 }}>
          {title}
        </Typography>
        {actions}
      </Box>
      <Box sx={{ px: 1.5, pb: 1.25, minWidth: 0 }}>{children}</Box>
    </Box>
  );
};
