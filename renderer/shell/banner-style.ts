/** Of the lines above every page. */
export const bannerSx = {
  borderRadius: 0,
  py: 0,
  flexShrink: 0,
  alignItems: 'center',
  '& .MuiAlert-message': { py: 0.75 },
} as const;
