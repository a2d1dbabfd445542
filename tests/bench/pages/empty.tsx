/** The smallest window of the same make: React and MUI, one button. */
import { Button, CssBaseline, createTheme, ThemeProvider } from '@mui/material';
import { StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';

const theme = createTheme({ palette: { mode: 'dark' } });

function Empty() {
  useEffect(() => {
    // Two frames on, the button has been painted: the console reports its queue in the same way.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        document.title = 'bench {}';
      }),
    );
  }, []);
  return <Button variant="contained">Nothing</Button>;
}

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <ThemeProvider theme={theme}>
        <CssBaseline />
        <Empty />
      </ThemeProvider>
    </StrictMode>,
  );
}
