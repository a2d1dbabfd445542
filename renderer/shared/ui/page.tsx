import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';

/** Pixels at the end of what scrolls: what stands last is scrolled clear of the message at the bottom of the window. */
export const MESSAGE_ROOM = 128;

type PageProps = {
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  /** The content fills the rest and scrolls itself (a table); otherwise the page scrolls. */
  readonly fill?: boolean;
  readonly children: ReactNode;
};

/** Title, actions and content of a page. */
export const Page = ({ title, subtitle, actions, fill = false, children }: PageProps): ReactNode => (
  <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', minWidth: 0 }}>
    <Box
      component="header"
      sx={{ display: 'flex', alignItems: 'center', gap: 1.5, px: 2, py: 1, minHeight: 48, flexWrap: 'wrap' }}
    >
      <Box
        sx={{
          ...{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 1.5 },
          ...{ flex: '1 1 auto', minWidth: 0 },
        }}
      >
        {/* What somebody called it is read in whole, also in a narrow window. */}
        <Typography component="h1" variant="h6" dir="auto" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          {title}
        </Typography>
        {subtitle !== undefined && (
          <Typography
            component="div"
            variant="body2"
            color="textSecondary"
            noWrap
            // A sentence about the page gives way; what is said of a record does not.
            sx={{ minWidth: 80, flex: typeof subtitle === 'string' ? '1 1 80px' : '0 1 auto' }}
          >
            {subtitle}
          </Typography>
        )}
      </Box>
      {actions}
    </Box>
    <Box
      // What scrolls can be scrolled by keyboard, also where nothing in it takes the focus.
      {...(fill ? {} : { tabIndex: 0 })}
      sx={{
        outlineOffset: -2,
        // Room for the floating labels of fields at the upper edge.
        pt: 0.75,
        flex: 1,
        minHeight: 0,
        ...(fill ? { overflow: 'hidden' } : { overflow: 'auto', px: 2, pb: `${MESSAGE_ROOM}px` }),
      }}
    >
      {children}
    </Box>
  </Box>
);
