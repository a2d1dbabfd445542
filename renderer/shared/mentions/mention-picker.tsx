import { Box, MenuItem, MenuList, Paper, Popper, Typography } from '@mui/material';
import { type ReactNode, type RefObject, useEffect, useId, useState } from 'react';
import type { AccountRow } from '#contracts/directory.ts';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { type Mentioning, matching, mentioningAt, withMention } from './mention-model.ts';

const MENTION_KEYS: KeyMap<'next' | 'previous' | 'take' | 'leave'> = {
  group: 'record:mention.group',
  actions: {
    next: { label: 'record:mention.next', shortcuts: ['ArrowDown'] },
    previous: { label: 'record:mention.previous', shortcuts: ['ArrowUp'] },
    take: { label: 'record:mention.take', shortcuts: ['Enter', 'Tab'] },
    leave: { label: 'record:mention.leave', shortcuts: ['Esc'] },
  },
};

type MentionPickerProps = {
  readonly inputRef: RefObject<HTMLTextAreaElement | null>;
  readonly value: string;
  readonly onText: (text: string) => void;
};

/** Where the caret is in an `@name` that is being typed. Escape closes it until another one is begun. */
const useMentioning = (inputRef: MentionPickerProps['inputRef']) => {
  const [at, setAt] = useState<Mentioning | null>(null);
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const input = inputRef.current;
    if (input === null) return;
    const look = (): void => {
      const found =
        input.selectionStart === input.selectionEnd ? mentioningAt(input.value, input.selectionStart) : null;
      setAt((before) => (before?.start === found?.start && before?.typed === found?.typed ? before : found));
      if (found === null) setLeft(null);
    };
    const leave = (): void => setAt(null);
    const events = ['input', 'keyup', 'click'] as const;
    for (const event of events) input.addEventListener(event, look);
    input.addEventListener('blur', leave);
    return () => {
      for (const event of events) input.removeEventListener(event, look);
      input.removeEventListener('blur', leave);
    };
  }, [inputRef]);
  return { at: at !== null && at.start !== left ? at : null, leave: () => setLeft(at?.start ?? null) };
};

/** While `rows` are shown the keys of the list are its own, before the field or the page see them. */
const useKeys = (
  inputRef: MentionPickerProps['inputRef'],
  isOpen: boolean,
  on: Readonly<Record<keyof (typeof MENTION_KEYS)['actions'], () => void>>,
): void => {
  const latest = useLatest(on);
  useEffect(() => {
    const input = inputRef.current;
    if (input === null || !isOpen) return;
    const press = (event: KeyboardEvent): void => {
      const action = event.isComposing ? null : actionOf(MENTION_KEYS, event);
      if (action === null) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current[action]();
    };
    input.addEventListener('keydown', press);
    return () => input.removeEventListener('keydown', press);
  }, [inputRef, isOpen, latest]);
};

/** Tells assistive technology which entry the keys stand on while the focus stays in the text. */
const useActiveOption = (
  inputRef: MentionPickerProps['inputRef'],
  listId: string,
  optionId: string | null,
): void => {
  useEffect(() => {
    const input = inputRef.current;
    if (input === null || optionId === null) return;
    input.setAttribute('aria-controls', listId);
    input.setAttribute('aria-activedescendant', optionId);
    return () => {
      input.removeAttribute('aria-controls');
      input.removeAttribute('aria-activedescendant');
    };
  }, [inputRef, listId, optionId]);
};

/**
 * Offers people with an account while `@` and a name are typed in a long text. It listens at the field itself, so whatever else the field does stays as it
 * is.
 */
export const MentionPicker = ({ inputRef, value, onText }: MentionPickerProps): ReactNode => {
  const t = useText('record');
  const listId = useId();
  useKeyMap(MENTION_KEYS);
  const { at, leave } = useMentioning(inputRef);
  const accounts = useLive('directory.accounts', at === null ? null : {}).data?.rows ?? [];
  const rows = at === null ? [] : matching(accounts, at.typed);
  const [chosen, setChosen] = useState(0);
  const [typed, setTyped] = useState(at?.typed);
  if (typed !== at?.typed) {
    setTyped(at?.typed);
    setChosen(0);
  }
  const isOpen = rows.length > 0;
  const place = Math.min(chosen, rows.length - 1);
  const take = (row: AccountRow | undefined): void => {
    const input = inputRef.current;
    if (row === undefined || at === null || input === null) return;
    const next = withMention(value, at, row.login);
    onText(next.text);
    // Where the field has its new text.
    requestAnimationFrame(() => {
      input.focus();
      input.setSelectionRange(next.caret, next.caret);
    });
    leave();
  };
  const step = (by: number) => () => setChosen((place + by + rows.length) % rows.length);
  useKeys(inputRef, isOpen, { next: step(1), previous: step(-1), take: () => take(rows[place]), leave });
  useActiveOption(inputRef, listId, isOpen ? `${listId}-${place}` : null);
  if (!isOpen) return null;
  return (
    <Popper open anchorEl={inputRef.current} placement="top-start" sx={{ zIndex: 'tooltip' }}>
      <Paper elevation={6} sx={{ minWidth: 260, maxWidth: 420 }}>
        <MenuList id={listId} role="listbox" dense aria-label={t('mention.list')}>
          {rows.map((row, index) => (
            <MenuItem
              key={row.id}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              selected={index === place}
              aria-selected={index === place}
              // The focus stays in the text.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(row)}
              sx={{ gap: 1, justifyContent: 'space-between' }}
            >
              <Box component="span" sx={{ flexShrink: 0 }} dir="auto">
                {row.name}
              </Box>
              <Typography component="span" variant="caption" color="textSecondary" noWrap>
                {joined([`@${row.login}`, ...row.teams])}
              </Typography>
            </MenuItem>
          ))}
        </MenuList>
      </Paper>
    </Popper>
  );
};
