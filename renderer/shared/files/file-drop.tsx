import { Box, Typography } from '@mui/material';
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';

/** Where files were dropped or pasted; null: nowhere in particular. */
export type OnFiles = (files: readonly File[], at: Element | null) => void;

type FileDropProps = {
  /** Null: nothing is taken here, and what is dropped goes nowhere. */
  readonly onFiles: OnFiles | null;
  readonly children: ReactNode;
};

const isEditable = (target: Element | null): boolean =>
  target?.closest('input, textarea, [contenteditable="true"]') != null;

/** Files in the clipboard. Programs put pictures of copied text beside it: into a field somebody wants the text. */
const filesIn = ({ clipboardData }: ClipboardEvent, target: Element | null): readonly File[] => {
  const files = [...(clipboardData?.files ?? [])];
  const hasText = clipboardData?.types.includes('text/plain') === true;
  return hasText && isEditable(target) ? [] : files;
};

/** Takes what is pasted on a page, wherever the focus is on it: a page in a tab behind, or below a dialog, takes nothing. */
const usePaste = (onFiles: OnFiles | null) => {
  const root = useRef<HTMLDivElement>(null);
  const latest = useLatest(onFiles);
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const page = root.current;
      const target = event.target instanceof Element ? event.target : null;
      const isHere = target === document.body || (target !== null && page?.contains(target) === true);
      if (event.defaultPrevented || latest.current === null || !isHere) return;
      if (page?.checkVisibility() !== true || document.querySelector('[role="dialog"]') !== null) return;
      const files = filesIn(event, target);
      if (files.length === 0) return;
      event.preventDefault();
      latest.current(files, target);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [latest]);
  return root;
};

const bringsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files');

/** A page that takes files: dropped anywhere on it, or pasted. */
export const FileDrop = ({ onFiles, children }: FileDropProps): ReactNode => {
  const t = useText('files');
  const root = usePaste(onFiles);
  // Entering a child leaves its parent a moment later.
  const [depth, setDepth] = useState(0);
  const takes = onFiles !== null;
  const over = (event: DragEvent): void => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = takes ? 'copy' : 'none';
  };
  return (
    <Box
      ref={root}
      sx={{ position: 'relative', height: '100%', minHeight: 0, minWidth: 0 }}
      onDragEnter={(event) => bringsFiles(event) && setDepth((now) => now + 1)}
      onDragLeave={(event) => bringsFiles(event) && setDepth((now) => Math.max(0, now - 1))}
      onDragOver={over}
      onDrop={(event) => {
        setDepth(0);
        if (!bringsFiles(event)) return;
        event.preventDefault();
        const at = event.target instanceof Element ? event.target : null;
        if (event.dataTransfer.files.length > 0) onFiles?.([...event.dataTransfer.files], at);
      }}
    >
      {children}
      {takes && depth > 0 && (
        <Box
          sx={{
            ...{ position: 'absolute', inset: 8, zIndex: 'modal', pointerEvents: 'none' },
            ...{ display: 'grid', placeItems: 'center', border: 2, borderStyle: 'dashed', borderRadius: 1 },
            ...{ borderColor: 'primary.main', bgcolor: 'background.paper', opacity: 0.94 },
          }}
        >
          <Typography variant="subtitle1">{t('dropHere')}</Typography>
        </Box>
      )}
    </Box>
  );
};
