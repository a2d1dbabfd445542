import { Box, type SxProps, type Theme } from '@mui/material';
import { lazy, type ReactNode, Suspense } from 'react';
import type { MarkdownHandlers } from './markdown-rendered.tsx';

// The parser is 100 kB: it is read when the first text is shown, not at the start.
const MarkdownRendered = lazy(async () => ({
  default: (await import('./markdown-rendered.tsx')).MarkdownRendered,
}));

/** Toned down for a dense page: headings are little greater than the words around them, pictures not higher than the page. */
const DRESS: SxProps<Theme> = {
  fontSize: 14,
  lineHeight: 1.6,
  maxWidth: '72ch',
  minWidth: 0,
  overflowWrap: 'anywhere',
  '& p, & ul, & ol, & pre, & blockquote, & h3, & h4, & h5, & h6': { margin: 0 },
  // Only between, so that a text begins and ends where its place does.
  '& > * + *, & blockquote > * + *, & li > * + *, & .task > div > * + *': { marginBlockStart: '0.5em' },
  '& li > div + ul, & li > div + ol, & .task > div > div + *': { marginBlockStart: 0 },
  '& h3, & h4, & h5, & h6': { fontSize: 14, lineHeight: 1.4, fontWeight: 650 },
  '& > * + h3, & > * + h4, & > * + h5, & > * + h6': { marginBlockStart: '1em' },
  '& > h3 + *, & > h4 + *, & > h5 + *, & > h6 + *': { marginBlockStart: '0.25em' },
  '& h3': { fontSize: 16 },
  '& h4': { fontSize: 15 },
  '& h6': { color: 'text.secondary' },
  '& ul, & ol': { paddingInlineStart: '1.6em' },
  '& .task': {
    listStyle: 'none',
    display: 'flex',
    alignItems: 'flex-start',
    gap: 0.75,
    marginInlineStart: '-1.4em',
  },
  '& .task > input': { flex: 'none', margin: 0, marginBlockStart: '0.3em' },
  '& .task > div': { minWidth: 0 },
  '& code': { fontFamily: 'ui-monospace, monospace', fontSize: '0.92em' },
  '& :not(pre) > code': { bgcolor: 'action.hover', borderRadius: 0.5, px: 0.5 },
  '& pre': {
    bgcolor: 'action.hover',
    borderRadius: 1,
    px: 1,
    py: 0.75,
    lineHeight: 1.45,
    whiteSpace: 'pre-wrap',
  },
  '& blockquote': {
    paddingInlineStart: 1.25,
    borderInlineStart: '3px solid var(--mui-palette-divider)',
    color: 'text.secondary',
  },
  '& hr': { width: '100%', border: 0, borderTop: 1, borderColor: 'divider', marginInline: 0 },
  '& .table': { overflowX: 'auto' },
  '& table': { borderCollapse: 'collapse', fontSize: 13, lineHeight: 1.4 },
  '& th, & td': {
    border: 1,
    borderColor: 'divider',
    px: 1,
    py: 0.5,
    textAlign: 'start',
    verticalAlign: 'top',
    overflowWrap: 'normal',
  },
  '& th': { bgcolor: 'action.hover', fontWeight: 600 },
  '& a, & .link': { color: 'primary.main', textDecoration: 'underline', textUnderlineOffset: '2px' },
  '& .link': { font: 'inherit', textAlign: 'start', background: 'none', border: 0, p: 0, cursor: 'pointer' },
  '& .target': { color: 'text.secondary', fontSize: '0.9em' },
  '& img': {
    display: 'block',
    maxWidth: '100%',
    maxHeight: '70vh',
    border: 1,
    borderColor: 'divider',
    borderRadius: 0.5,
    marginBlock: '0.25em',
  },
  // A picture ends its line already.
  '& img + br': { display: 'none' },
  '& .image-place': {
    display: 'inline-block',
    border: '1px dashed',
    borderColor: 'divider',
    borderRadius: 0.5,
    color: 'text.secondary',
    px: 1,
  },
};

type MarkdownTextProps = MarkdownHandlers & { readonly text: string };

/**
 * A text in Markdown. HTML in it is words, links lead out through the main process only and say where to, images are those that are
 * stored with the record. While the parser is read the text stands there as it was written.
 */
export const MarkdownText = ({ text, ...handlers }: MarkdownTextProps): ReactNode => (
  <Box sx={DRESS}>
    <Suspense
      fallback={
        <div dir="auto" style={{ whiteSpace: 'pre-wrap' }}>
          {text}
        </div>
      }
    >
      <MarkdownRendered text={text} {...handlers} />
    </Suspense>
  </Box>
);
