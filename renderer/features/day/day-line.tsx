import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { ReactNode } from 'react';

type DayLineProps = {
  /** When: the left column. */
  readonly when: ReactNode;
  /** What stands first under the title and is never cut. */
  readonly facts: readonly ReactNode[];
  readonly title: string;
  /** The rest under the title; what does not fit there goes into a line of its own. */
  readonly details: readonly (string | null)[];
  readonly state: ReactNode;
  readonly onOpen: () => void;
};

const cutSx = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 } as const;

/** One piece of the day's work, high enough for a finger. */
export const DayLine = ({ when, facts, title, details, state, onOpen }: DayLineProps): ReactNode => (
  <li>
    <ButtonBase
      data-day-line
      onClick={onOpen}
      sx={{
        width: '100%',
        minHeight: 48,
        px: 1,
        py: 0.5,
        gap: 1.5,
        borderRadius: 0.5,
        fontSize: 13,
        textAlign: 'start',
        justifyContent: 'flex-start',
        '&:hover': { bgcolor: 'action.hover' },
        '&:focus-visible': { outlineOffset: -2 },
      }}
    >
      <Box component="span" sx={{ flex: '0 0 auto', width: 146, fontVariantNumeric: 'tabular-nums' }}>
        {when}
      </Box>
      <Box component="span" sx={{ flex: 1, minWidth: 0, display: 'grid' }}>
        <Box component="span" title={title} dir="auto" sx={{ ...cutSx, fontWeight: 500 }}>
          {title}
        </Box>
        <Box
          component="span"
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            columnGap: 1.5,
            minWidth: 0,
            color: 'text.secondary',
            fontSize: 12,
          }}
        >
          {facts.map((fact, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the facts of a line have fixed places
            <Box component="span" key={index} sx={{ flexShrink: 0 }}>
              {fact}
            </Box>
          ))}
          {details
            .filter((detail) => detail !== null && detail !== '')
            .map((detail) => (
              <Box component="span" key={detail} title={detail ?? ''} dir="auto" sx={cutSx}>
                {detail}
              </Box>
            ))}
        </Box>
      </Box>
      {state}
    </ButtonBase>
  </li>
);
