import { Popper, type PopperProps } from '@mui/material';
import {
  type FocusEvent,
  type PointerEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { PreviewedCollection } from '#contracts/related.ts';
import { takesText } from '#renderer/shared/commands/text-field.ts';
import { RecordPreview } from './record-preview.tsx';

/** How long the pointer or the focus rests on a link before its record is shown. */
const PREVIEW_AFTER_MS = 450;

/** What places the preview. */
type Instance = Extract<NonNullable<PopperProps['popperRef']>, { readonly current: unknown }>['current'];

/** Beside the link where there is room, else under it; always within the window. */
const PLACES = [
  { name: 'flip', options: { fallbackPlacements: ['left-start', 'bottom-start', 'top-start'] } },
  { name: 'preventOverflow', options: { altAxis: true, padding: 8 } },
];

export type Previewed = {
  readonly collection: PreviewedCollection;
  readonly id: string;
  readonly title: string;
};

const Preview = ({
  anchor,
  record,
}: {
  readonly anchor: HTMLElement;
  readonly record: Previewed;
}): ReactNode => {
  const popper = useRef<Instance>(null);
  const place = useCallback(() => void popper.current?.update(), []);
  return (
    <Popper
      open
      anchorEl={anchor}
      placement="right-start"
      popperRef={popper}
      modifiers={PLACES}
      sx={{ zIndex: 'tooltip' }}
    >
      <RecordPreview {...record} onSized={place} />
    </Popper>
  );
};

/**
 * Shows what a linked record is about while the pointer, or the focus of the keyboard, rests on the link: `resting` goes on the link, `preview`
 * beside it. Leaving, Escape and a click take it away.
 */
export const usePreview = (record: Previewed | null) => {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Put away by a key or a click it stays away until the pointer comes again.
  const isPutAway = useRef(false);
  const leave = (): void => {
    clearTimeout(timer.current);
    setAnchor(null);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const isShown = anchor !== null;
  // Where the pointer rests, the focus is elsewhere. Escape closes the preview and nothing that stands around it, but whoever types has not asked for it: their
  // keys are the field's.
  useEffect(() => {
    if (!isShown) return;
    const onKey = (event: KeyboardEvent): void => {
      const isTyping = takesText(event.target);
      if (!isTyping && event.key !== 'Escape') return;
      isPutAway.current = true;
      setAnchor(null);
      if (isTyping) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [isShown]);
  const enter = (element: HTMLElement): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(element), PREVIEW_AFTER_MS);
  };
  const resting =
    record === null
      ? {}
      : {
          // What comes to lie under a pointer that stands still was not pointed at.
          onPointerMove: ({ currentTarget, movementX, movementY }: PointerEvent<HTMLElement>) => {
            if (!isShown && !isPutAway.current && (movementX !== 0 || movementY !== 0)) enter(currentTarget);
          },
          onPointerLeave: () => {
            isPutAway.current = false;
            leave();
          },
          // A focus that a click gave is no question.
          onFocus: ({ currentTarget }: FocusEvent<HTMLElement>) => {
            if (currentTarget.matches(':focus-visible')) enter(currentTarget);
          },
          onBlur: leave,
          onClickCapture: () => {
            isPutAway.current = true;
            leave();
          },
        };
  return {
    resting,
    preview: record !== null && anchor !== null ? <Preview anchor={anchor} record={record} /> : null,
  };
};
