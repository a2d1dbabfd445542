import ExpandMore from '@mui/icons-material/ExpandMore';
import { Box, Button, Menu, MenuItem } from '@mui/material';
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { StateSpec } from '#domain/processes/process.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';

/**
 * How much an act of a record's page is used: the foremost are buttons, the rest stand in one menu. The one list for the pages of all records; steps are ranked by what they
 * do (`stepRank`). Below `LEAST` an act is never a button, unless the menu would hold nothing else.
 */
const RANKS = { writeArticle: 60, proposeMajor: 30, duplicate: 25, announce: 20, order: 15 } as const;
export type ActId = keyof typeof RANKS;
const LEAST = 40;
/** More than these are not found at a glance, and do not stand in one row beside a title at 1,024 pixels, in German either. */
const MOST_BUTTONS = 3;
const MENU_KEY = 'm';

/** What solves is wanted most, then what goes on; what gives up is never in the way. `place`: among the steps that are offered. */
export const stepRank = (target: StateSpec | undefined, place: number): number => {
  if (target?.undone === true) return 10;
  const isDone = target?.phase === 'done' || target?.phase === 'ended';
  return (isDone ? 100 : 90) - place;
};

type Ranked = { readonly rank: number };

/** Those of `all` that are buttons, in their order, and those that stand in the menu, the foremost first. A menu of one is a button. */
export const sharedOut = <A extends Ranked>(
  all: readonly A[],
): { readonly buttons: readonly A[]; readonly menu: readonly A[] } => {
  const ranked = [...all].sort((one, other) => other.rank - one.rank);
  const menu = ranked.filter(({ rank }, place) => rank < LEAST || place >= MOST_BUTTONS);
  if (menu.length <= 1 && all.length <= MOST_BUTTONS + 1) return { buttons: all, menu: [] };
  return { buttons: all.filter((one) => !menu.includes(one)), menu };
};

type Act = {
  readonly id: ActId;
  readonly label: string;
  readonly shortcut: string | null;
  readonly run: () => void;
};
export type HeaderEntry = Ranked & {
  readonly key: string;
  readonly label: string;
  readonly shortcut: string | null;
  readonly run: () => void;
  readonly button: ReactNode;
};

const Register = createContext<((act: Act) => () => void) | null>(null);

type HeaderActProps = Omit<Act, 'run' | 'shortcut'> & {
  readonly shortcut?: string;
  readonly onClick: () => void;
};

/** An act of the page, among the `actions` of its header: a button or a line of the menu there, wherever it stands among them. */
export const HeaderAct = ({ id, label, shortcut, onClick }: HeaderActProps): ReactNode => {
  const register = use(Register);
  const latest = useLatest(onClick);
  // Before the first paint, so that nothing is seen to move.
  useLayoutEffect(
    () => register?.({ id, label, shortcut: shortcut ?? null, run: () => latest.current() }),
    [register, id, label, shortcut, latest],
  );
  return null;
};

const ActButton = ({ label, shortcut, run }: Act): ReactNode => (
  <Button size="small" color="inherit" onClick={run} sx={{ gap: 0.75 }}>
    {label}
    {shortcut !== null && <KeyHint shortcut={shortcut} />}
  </Button>
);

const entryOf = (act: Act): HeaderEntry => ({
  ...{ key: act.id, rank: RANKS[act.id], label: act.label, shortcut: act.shortcut, run: act.run },
  button: <ActButton key={act.id} {...act} />,
});

const MoreMenu = ({ entries }: { readonly entries: readonly HeaderEntry[] }): ReactNode => {
  const t = useText('record');
  const button = useRef<HTMLButtonElement>(null);
  const chosen = useRef<(() => void) | null>(null);
  const [isOpen, setOpen] = useState(false);
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        ...{ id: 'record.more', label: 'record:header.more', group: 'record:commands.group' },
        ...{ shortcut: MENU_KEY, ofPage: true, hidden: true },
        run: () => setOpen(true),
      },
    ],
    [],
  );
  useCommands(commands);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <Button
        ref={button}
        size="small"
        color="inherit"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        endIcon={<ExpandMore />}
        onClick={() => setOpen(true)}
      >
        {t('header.more')}
        <Box component="span" sx={{ ml: 0.75, display: 'inline-flex' }}>
          <KeyHint shortcut={MENU_KEY} />
        </Box>
      </Button>
      {/* What an act opens takes the focus, once the menu has let it go; only who leaves the menu comes back to its button. */}
      <Menu
        open={isOpen}
        anchorEl={button.current}
        disableRestoreFocus
        transitionDuration={0}
        onClose={close}
        slotProps={{
          transition: {
            onExited: () => {
              chosen.current?.();
              chosen.current = null;
            },
          },
        }}
      >
        {entries.map(({ key, label, shortcut, run }) => (
          <MenuItem
            key={key}
            dense
            onClick={() => {
              chosen.current = run;
              setOpen(false);
            }}
          >
            {label}
            {shortcut !== null && (
              <Box component="span" sx={{ ml: 'auto', pl: 3 }}>
                <KeyHint shortcut={shortcut} />
              </Box>
            )}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};

type HeaderActsProps = {
  /** The page's own acts (`HeaderAct`), and whatever always stands in front. */
  readonly children: ReactNode;
  readonly steps: readonly HeaderEntry[];
};

/** The acts of a record's header: the foremost as buttons, the others in one menu. */
export const HeaderActs = ({ children, steps }: HeaderActsProps): ReactNode => {
  const [acts, setActs] = useState<readonly Act[]>([]);
  const register = useCallback((act: Act) => {
    setActs((known) => [...known.filter(({ id }) => id !== act.id), act]);
    return () => setActs((known) => known.filter((one) => one !== act));
  }, []);
  const { buttons, menu } = sharedOut([...acts.map(entryOf), ...steps]);
  return (
    <Register value={register}>
      {children}
      {buttons.map(({ button }) => button)}
      {menu.length > 0 && <MoreMenu entries={menu} />}
    </Register>
  );
};
