/** The anchor of what is felt: a field and a list of forty lines in the smallest window of the same make, answering at once. */
import { CssBaseline, createTheme, TextField, ThemeProvider } from '@mui/material';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

const theme = createTheme({ palette: { mode: 'dark' } });
const LINES = 40;

const Plain = (): ReactNode => {
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const [text, setText] = useState('');
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'n' || !event.ctrlKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    list.current?.focus();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        document.title = 'bench {}';
      }),
    );
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <TextField
        inputRef={field}
        size="small"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div
        ref={list}
        role="listbox"
        tabIndex={0}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setActive((index) => (index + 1) % LINES);
        }}
      >
        {Array.from({ length: LINES }, (_, line) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines stay where they are
            key={line}
            role="option"
            tabIndex={-1}
            aria-selected={line === active}
            style={{ height: 20, background: line === active ? '#345' : undefined }}
          >
            Line {line}
          </div>
        ))}
      </div>
    </>
  );
};

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <ThemeProvider theme={theme}>
      <CssBaseline />
      <Plain />
    </ThemeProvider>,
  );
}
