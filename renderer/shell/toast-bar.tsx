import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Snackbar from '@mui/material/Snackbar';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { isTextField } from '#renderer/shared/commands/text-field.ts';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { isLeft, pageOf, type Toast, useToast } from '#renderer/shared/notify/notify.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';

const SHOWN_MS = 6_000;
/** Time to read what was done and to decide that it was wrong. */
const SHOWN_WITH_ACTION_MS = 12_000;

const UNDO_KEY = 'u';

const shownMs = ({ severity, action }: Toast): number | null => {
  if (severity === 'error') return null;
  return action === null ? SHOWN_MS : SHOWN_WITH_ACTION_MS;
};

/** Does what the message offers, once, and puts it away. */
const act = (): void => {
  const { current, dismiss } = useToast.getState();
  dismiss();
  current?.action?.run();
};

/** Pixels from the lower edge: above the line in which notes are written. */
const BOTTOM = 72;
/** A message stays in sight above whatever is written. */
const LEAST_ROOM = 160;

/** How far up a message stands: never over a note that is being written, which grows with its words. */
const useBottom = (id: number | undefined): number => {
  const [bottom, setBottom] = useState(BOTTOM);
  useLayoutEffect(() => {
    if (id === undefined) return;
    let foot: Element | undefined;
    const measure = (): void => {
      const height = foot?.checkVisibility() === true ? innerHeight - foot.getBoundingClientRect().top : 0;
      setBottom(Math.max(BOTTOM, Math.min(height + 8, innerHeight - LEAST_ROOM)));
    };
    const observer = new ResizeObserver(measure);
    // The page that it tells of may come after it; a note is begun by entering its field.
    const look = (): void => {
      observer.disconnect();
      foot = [...document.querySelectorAll('.record-foot')].find((one) => one.checkVisibility());
      if (foot !== undefined) observer.observe(foot);
      measure();
    };
    look();
    document.addEventListener('focusin', look);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', look);
    };
  }, [id]);
  return bottom;
};

const onFocus = (changed: () => void): (() => void) => {
  document.addEventListener('focusin', changed);
  document.addEventListener('focusout', changed);
  return () => {
    document.removeEventListener('focusin', changed);
    document.removeEventListener('focusout', changed);
  };
};

/** Does what the message offers. Its key is shown only where it acts: in a field it types a letter. */
const ActButton = ({ label }: { readonly label: string }): ReactNode => {
  const isTyping = useSyncExternalStore(onFocus, () => isTextField(document.activeElement));
  return (
    <Button
      color="inherit"
      size="small"
      onClick={act}
      {...(isTyping ? {} : { endIcon: <KeyHint shortcut={UNDO_KEY} /> })}
    >
      {label}
    </Button>
  );
};

/** The short message at the bottom, with what can be done about it. Errors stay until they are closed. */
export const ToastBar = (): ReactNode => {
  const { current, dismiss } = useToast();
  const page = useNavigation((state) => pageOf(state.current));
  useEffect(() => {
    if (current !== null && isLeft(current, page)) dismiss();
  }, [current, page, dismiss]);
  const hasAction = current !== null && current.action !== null;
  const commands = useMemo<readonly Command[]>(
    () =>
      hasAction
        ? [
            {
              id: 'notice.act',
              label: 'record:commands.undo',
              group: 'common:groups.general',
              shortcut: UNDO_KEY,
              run: act,
            },
          ]
        : [],
    [hasAction],
  );
  useCommands(commands);
  const bottom = useBottom(current?.id);
  if (current === null) return null;
  return (
    <Snackbar
      key={current.id}
      open
      autoHideDuration={shownMs(current)}
      onClose={(_event, reason) => {
        if (reason !== 'clickaway') dismiss();
      }}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}
      sx={{ '&&': { bottom } }}
    >
      <Alert
        severity={current.severity}
        variant="filled"
        onClose={dismiss}
        {...(current.action === null
          ? {}
          : {
              action: <ActButton label={current.action.label} />,
            })}
      >
        {current.text}
      </Alert>
    </Snackbar>
  );
};
