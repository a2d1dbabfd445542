import Button, { type ButtonProps } from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import type { ReactNode } from 'react';

/** Leads to the first field that is marked as wrong in the form, dialog or page that `from` stands in, once the marks are drawn. */
export const focusFirstInvalid = (from: Element): void => {
  const place = from.closest('form, [role="dialog"], main');
  requestAnimationFrame(() => {
    const fields = [...(place?.querySelectorAll<HTMLElement>('[aria-invalid="true"]') ?? [])];
    fields.find((field) => field.checkVisibility())?.focus();
  });
};

type SubmitButtonProps = Omit<ButtonProps, 'disabled' | 'loading' | 'title'> & {
  /** What is still missing, in words; null once it can be sent. */
  readonly reason: string | null;
  readonly busy: boolean;
};

/**
 * What sends a form. While something is missing it looks unavailable and says why, to the mouse, by keyboard and to a screen reader;
 * it can still be pressed: `onClick` (or the form's submit) then marks what is missing, and the focus goes there.
 */
export const SubmitButton = ({ reason, busy, onClick, sx, ...button }: SubmitButtonProps): ReactNode => (
  <Tooltip title={reason ?? ''} describeChild>
    <Button
      variant="contained"
      {...button}
      loading={busy}
      aria-disabled={reason !== null || undefined}
      onClick={(event) => {
        onClick?.(event);
        if (reason !== null) focusFirstInvalid(event.currentTarget);
      }}
      sx={[
        {
          '&[aria-disabled="true"]': {
            color: 'action.disabled',
            bgcolor: button.variant === 'outlined' ? 'transparent' : 'action.disabledBackground',
            borderColor: 'action.disabledBackground',
            boxShadow: 'none',
            cursor: 'default',
          },
        },
        ...(Array.isArray(sx) ? sx : [sx]),
      ]}
    />
  </Tooltip>
);
