import { Box, type SxProps, type Theme, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { differencesOf, type Piece, type Row } from './differences.ts';
import { foldedPieces, foldedRows, type ShownPiece } from './folding.ts';

const DRESS: SxProps<Theme> = {
  fontSize: 13,
  lineHeight: 1.55,
  minWidth: 0,
  '& .row': { display: 'flex', gap: 0.75 },
  '& .mark': { flex: 'none', width: 12, color: 'text.secondary', userSelect: 'none', textAlign: 'center' },
  '& .line': { minWidth: 0, flex: 1, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', minHeight: '1.55em' },
  '& del, & ins': { borderRadius: 0.5, px: '1px' },
  '& del': {
    textDecoration: 'line-through',
    bgcolor: 'color-mix(in srgb, var(--mui-palette-error-main) 16%, transparent)',
  },
  '& ins': {
    textDecoration: 'underline',
    textUnderlineOffset: '3px',
    bgcolor: 'color-mix(in srgb, var(--mui-palette-success-main) 18%, transparent)',
  },
  // Read out, not seen, and not copied along.
  '& .said': {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
    userSelect: 'none',
  },
  '& .fold': {
    font: 'inherit',
    fontSize: 12,
    color: 'primary.main',
    background: 'none',
    border: 0,
    borderRadius: 0.5,
    px: 0.5,
    py: 0,
    cursor: 'pointer',
    '&:hover': { bgcolor: 'action.hover' },
  },
};

type FoldProps = { readonly as: 'div' | 'span'; readonly label: string; readonly children: ReactNode };

/** The button goes when it was pressed; the keyboard goes on at what it opened. */
const takeFocus = (opened: HTMLElement | null): void => opened?.focus({ preventScroll: true });

const Fold = ({ as: Tag, label, children }: FoldProps): ReactNode => {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) {
    return (
      <Tag ref={takeFocus} tabIndex={-1}>
        {children}
      </Tag>
    );
  }
  return (
    <button type="button" className="fold" aria-expanded={false} onClick={() => setOpen(true)}>
      ⋯ {label}
    </button>
  );
};

const PieceText = ({ kind, text }: Piece): ReactNode => {
  const t = useText('markdown');
  if (kind === 'same') return text;
  const Tag = kind === 'removed' ? 'del' : 'ins';
  return (
    <Tag>
      <span className="said"> {t(kind === 'removed' ? 'differences.removed' : 'differences.added')} </span>
      {text}
      <span className="said"> {t('differences.end')} </span>
    </Tag>
  );
};

const ShownPieceText = (shown: ShownPiece): ReactNode => {
  const t = useText('markdown');
  return shown.kind === 'piece' ? (
    <PieceText {...shown.piece} />
  ) : (
    <Fold as="span" label={t('differences.sameCharacters', { count: shown.text.length })}>
      {shown.text}
    </Fold>
  );
};

const MARKS: Readonly<Record<Row['kind'], string>> = { same: '', removed: '−', added: '+', changed: '±' };

const RowLine = ({ kind, pieces }: Row): ReactNode => (
  <div className="row">
    <span className="mark" aria-hidden="true">
      {MARKS[kind]}
    </span>
    <div className="line" dir="auto">
      {foldedPieces(pieces).map((shown, index) => {
        const key = `${index}`;
        return <ShownPieceText key={key} {...shown} />;
      })}
    </div>
  </div>
);

const rowLines = (rows: readonly Row[]): ReactNode =>
  rows.map((row, index) => {
    const key = `${index}`;
    return <RowLine key={key} {...row} />;
  });

type TextDifferencesProps = { readonly before: string; readonly after: string };

/**
 * Two versions of a text in one, as an editor's marks: struck is gone, underlined is new, in colour and in words for who does not see
 * either. What stayed the same at length is folded.
 */
export const TextDifferences = ({ before, after }: TextDifferencesProps): ReactNode => {
  const t = useText('markdown');
  const shown = useMemo(() => foldedRows(differencesOf(before, after)), [before, after]);
  if (!shown.some((one) => one.kind === 'row' && one.row.kind !== 'same')) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('differences.none')}
      </Typography>
    );
  }
  return (
    // Other texts are folded anew.
    <Box sx={DRESS} key={`${before.length}:${after.length}`}>
      {shown.map((one, index) => {
        const key = `${index}`;
        return one.kind === 'row' ? (
          <RowLine key={key} {...one.row} />
        ) : (
          <Fold key={key} as="div" label={t('differences.sameLines', { count: one.rows.length })}>
            {rowLines(one.rows)}
          </Fold>
        );
      })}
    </Box>
  );
};
