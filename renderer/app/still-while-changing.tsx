import { useColorScheme } from '@mui/material/styles';
import { useLayoutEffect } from 'react';

/**
 * Light and dark change at once. Buttons would fade from one colour to the other, and be as dark as what is behind them on the way; on a busy machine that
 * is seen for seconds. MUI's own way to stop that adds a style without the nonce that the window asks for.
 */
export const StillWhileChanging = (): null => {
  const { colorScheme } = useColorScheme();
  // Before the provider around it marks the page with the scheme, which is an effect of its own.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the scheme
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset.still = '';
    // The scheme is painted with the next frame; from the one after that, colours may fade again.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => delete dataset.still);
    });
    return () => cancelAnimationFrame(frame);
  }, [colorScheme]);
  return null;
};
