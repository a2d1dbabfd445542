import CalendarMonth from '@mui/icons-material/CalendarMonth';
import {
  ClickAwayListener,
  IconButton,
  InputAdornment,
  Paper,
  Popper,
  TextField,
  type TextFieldProps,
} from '@mui/material';
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import {
  partAt,
  partUnder,
  patternOf,
  readTyped,
  stepped,
  type TimeKind,
  writtenTimeOf,
} from '#renderer/shared/format/typed-time.ts';
import { spokenLocale, useText } from '#renderer/shared/i18n/i18n.ts';
import { MonthDays } from './month-days.tsx';

/** The hour of a day that was chosen before any hour was typed. */
const FIRST_HOUR = '09:00';
/** Which of the written parts is the hour of an instant. */
const HOUR = 3;

type WhenFieldProps = Pick<TextFieldProps, 'autoFocus' | 'disabled' | 'fullWidth' | 'sx'> & {
  readonly kind: TimeKind;
  readonly label: string;
  /** The name stands beside it already: for assistive technology only. */
  readonly hideLabel?: boolean;
  /** `2026-11-21`, `2026-11-21T08:00` or `08:00` in the device's zone; empty for none. */
  readonly value: string;
  /** The same, and as it was typed; null while that can't be read as one. */
  readonly onValue: (value: string | null, typed: string) => void;
  readonly error?: string | null | undefined;
  readonly hint?: string | undefined;
  readonly onBlur?: (() => void) | undefined;
  /** Enter was pressed. */
  readonly onSubmit?: (() => void) | undefined;
};

/** What was typed, beside the value that the field had then: another value is somebody else's word and is shown. */
type Typed = { readonly text: string; readonly over: string; readonly read: string };

const useTyped = ({ kind, value, onValue }: WhenFieldProps) => {
  const [typed, setTyped] = useState<Typed | null>(null);
  const locale = spokenLocale();
  const isShown = typed !== null && (typed.over === value || typed.read === value);
  const text = isShown ? typed.text : writtenTimeOf(value, kind, locale);
  const type = (next: string): void => {
    const read = next.trim() === '' ? '' : readTyped(next, kind, locale, Date.now());
    setTyped({ text: next, over: value, read: read ?? '' });
    onValue(read, next);
  };
  return {
    text,
    type,
    isUnread: text.trim() !== '' && readTyped(text, kind, locale, Date.now()) === null,
    /** From now on it shows its value as it is usual. */
    settle: () => setTyped(null),
  };
};

/**
 * A day, an hour or both, shown and typed as they are written where somebody is, whatever language the system speaks. Arrows change the part that the
 * caret is in, as in the browser's own fields; a month to choose from opens by its button or Alt with an arrow.
 */
export const WhenField = (props: WhenFieldProps): ReactNode => {
  const { kind, label, hideLabel = false, value, onValue, error, hint, onBlur, onSubmit } = props;
  const { autoFocus, disabled, fullWidth, sx } = props;
  const t = useText('common');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [hasLeft, setLeft] = useState(false);
  /** The part that is selected once it is written. */
  const [select, setSelect] = useState<{ readonly part: number } | null>(null);
  const { text, type, isUnread, settle } = useTyped(props);
  const [year = '', month = '', day = '', hour = '', minute = ''] = t('when.letters').split(' ');
  const pattern = patternOf(kind, spokenLocale(), { year, month, day, hour, minute });
  useLayoutEffect(() => {
    if (select !== null) input.current?.setSelectionRange(...partAt(input.current.value, select.part));
  }, [select]);
  const put = (next: string, part: number): void => {
    settle();
    onValue(next, next);
    setSelect({ part });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const isVertical = event.key === 'ArrowUp' || event.key === 'ArrowDown';
    const isSent = event.key === 'Enter' && !event.nativeEvent.isComposing;
    const stop = (): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (event.key === 'Escape' && isOpen) {
      stop();
      setOpen(false);
    } else if (isVertical && event.altKey) {
      stop();
      setOpen(kind !== 'time' && event.key === 'ArrowDown');
    } else if (isVertical && value !== '' && !isUnread) {
      stop();
      const part = partUnder(text, input.current?.selectionStart ?? 0);
      put(stepped(value, kind, spokenLocale(), part, event.key === 'ArrowUp' ? 1 : -1), part);
    } else if (isSent && isUnread) {
      // Nothing is sent without what was typed here.
      stop();
      setLeft(true);
    } else if (isSent && onSubmit !== undefined && !event.ctrlKey && !event.metaKey) {
      stop();
      onSubmit();
    }
  };
  const wrong = isUnread && hasLeft ? t('when.unread', { pattern }) : null;
  return (
    <>
      <TextField
        ref={field}
        id={id}
        size="small"
        {...(hideLabel ? {} : { label })}
        {...{ autoFocus, disabled, fullWidth, sx }}
        value={text}
        placeholder={pattern}
        error={wrong !== null || (error ?? null) !== null}
        helperText={wrong ?? error ?? hint}
        onChange={(event) => type(event.target.value)}
        onFocus={({ target }) => target.select()}
        onBlur={() => {
          setOpen(false);
          setLeft(true);
          if (!isUnread) settle();
          onBlur?.();
        }}
        onKeyDown={onKeyDown}
        inputRef={input}
        slotProps={{
          htmlInput: { autoComplete: 'off', ...(hideLabel ? { 'aria-label': label } : {}) },
          ...(hideLabel ? {} : { inputLabel: { shrink: true } }),
          input: {
            endAdornment: kind !== 'time' && (
              <InputAdornment position="end">
                <IconButton
                  edge="end"
                  tabIndex={-1}
                  disabled={disabled ?? false}
                  aria-label={t('when.choose')}
                  aria-describedby={hideLabel ? undefined : `${id}-label`}
                  aria-expanded={isOpen}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => {
                    input.current?.focus();
                    setOpen(!isOpen);
                  }}
                >
                  <CalendarMonth fontSize="small" />
                </IconButton>
              </InputAdornment>
            ),
          },
        }}
      />
      {isOpen && (
        <Popper open anchorEl={field.current} placement="bottom-start" sx={{ zIndex: 'tooltip' }}>
          <ClickAwayListener
            onClickAway={({ target }) => {
              if (!field.current?.contains(target as Node)) setOpen(false);
            }}
          >
            <Paper elevation={8} role="dialog" aria-label={t('when.choose')}>
              <MonthDays
                key={value.slice(0, 10)}
                chosen={value.slice(0, 10)}
                onChoose={(chosen) => {
                  setOpen(false);
                  put(kind === 'day' ? chosen : `${chosen}T${value.slice(11) || FIRST_HOUR}`, HOUR);
                }}
              />
            </Paper>
          </ClickAwayListener>
        </Popper>
      )}
    </>
  );
};
