import './palette.css';
import Search from '@mui/icons-material/Search';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import InputBase from '@mui/material/InputBase';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { formatCount } from '#renderer/shared/format/format.ts';
import { useTyped } from '#renderer/shared/hooks/use-debounced.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { movedChoice } from './palette-model.ts';
import { type PaletteItem, PaletteRow } from './palette-row.tsx';
import { usePaletteItems } from './use-palette-items.ts';

const GroupHeading = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <div role="presentation" className="palette-group">
    {children}
  </div>
);

const Legend = (): ReactNode => {
  const t = useText('search');
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 2,
        px: 2,
        py: 0.75,
        borderTop: 1,
        borderColor: 'divider',
        color: 'text.secondary',
        fontSize: 12,
      }}
    >
      <span>
        <KeyHint shortcut="↑ ↓" /> {t('legend.move')}
      </span>
      <span>
        <KeyHint shortcut="Enter" /> {t('legend.open')}
      </span>
      <span>
        <KeyHint shortcut=">" /> {t('legend.commands')}
      </span>
    </Box>
  );
};

type PaletteInputProps = {
  readonly domId: string;
  readonly typed: string;
  /** The id of the line that Enter chooses. */
  readonly activeId: string | undefined;
  readonly onType: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

const PaletteInput = ({ domId, typed, activeId, onType, onKeyDown }: PaletteInputProps): ReactNode => {
  const t = useText('search');
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2, height: 48, flexShrink: 0 }}>
      <Search sx={{ color: 'text.secondary' }} />
      <InputBase
        fullWidth
        autoFocus
        placeholder={t('placeholder')}
        value={typed}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
        // A page that is still being built takes the focus when it is there; what is typed belongs here.
        onBlur={({ currentTarget, relatedTarget }) => {
          const isOutside = relatedTarget !== null && relatedTarget.closest('[role="dialog"]') === null;
          if (isOutside) currentTarget.focus();
        }}
        slotProps={{
          input: {
            role: 'combobox',
            'aria-label': t('title'),
            'aria-expanded': true,
            'aria-controls': `${domId}-list`,
            'aria-activedescendant': activeId,
            'aria-autocomplete': 'list',
            maxLength: 400,
            spellCheck: false,
          },
        }}
        sx={{ fontSize: 16 }}
      />
    </Box>
  );
};

type FoundListProps = {
  readonly domId: string;
  readonly items: readonly PaletteItem[];
  readonly active: number;
  /** Said while there is nothing. */
  readonly nothing: string;
  readonly onChoose: (item: PaletteItem) => void;
  readonly onHover: (index: number) => void;
};

const FoundList = ({ domId, items, active, nothing, onChoose, onHover }: FoundListProps): ReactNode => {
  const t = useText('search');
  return (
    <Box
      id={`${domId}-list`}
      role="listbox"
      aria-label={t('title')}
      sx={{ overflowY: 'auto', pb: 1, minHeight: 80 }}
    >
      {items.map((item, index) => (
        <Fragment key={item.id}>
          {items[index - 1]?.group !== item.group && <GroupHeading>{item.group}</GroupHeading>}
          <PaletteRow
            item={item}
            domId={`${domId}-${index}`}
            isActive={index === active}
            onChoose={onChoose}
            onHover={() => onHover(index)}
          />
        </Fragment>
      ))}
      {items.length === 0 && (
        <Typography role="status" variant="body2" color="textSecondary" sx={{ p: 3, textAlign: 'center' }}>
          {nothing}
        </Typography>
      )}
    </Box>
  );
};

/** Search over everything on this device, and every command, in one box. */
export const SearchPalette = ({ onClose }: { readonly onClose: () => void }): ReactNode => {
  const t = useText('search');
  const domId = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = usePaletteItems(typed, useTyped(typed));
  const { items, corrected, isPartial, notIndexed, busy, error } = found;
  const active = Math.min(chosen, Math.max(0, items.length - 1));

  const choose = (item: PaletteItem): void => {
    onClose();
    item.run();
  };
  // Enter right after the words is for what they find, not for what was found before them.
  const isEarly = found.isBehind && chosen === 0 && found.known === 0;
  const waits = useRef(false);
  useEffect(() => {
    if (isEarly || !waits.current) return;
    waits.current = false;
    const [best] = items;
    if (best !== undefined) choose(best);
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    waits.current = event.key === 'Enter' && isEarly && !event.nativeEvent.isComposing;
    if (waits.current) {
      event.preventDefault();
      return;
    }
    const next = movedChoice(event.key, active, items.length);
    if (next !== null) {
      event.preventDefault();
      setChosen(next);
      return;
    }
    const item = items[active];
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || item === undefined) return;
    event.preventDefault();
    choose(item);
  };

  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={`${domId}-title`}
      transitionDuration={0}
      slotProps={{
        container: { sx: { alignItems: 'flex-start' } },
        paper: {
          variant: 'outlined',
          sx: { width: 720, maxWidth: 'calc(100% - 32px)', mt: 8, maxHeight: '70vh' },
        },
      }}
    >
      <span id={`${domId}-title`} hidden>
        {t('title')}
      </span>
      <PaletteInput
        {...{ domId, typed, onKeyDown }}
        activeId={items.length === 0 ? undefined : `${domId}-${active}`}
        onType={(text) => {
          setTyped(text);
          setChosen(0);
        }}
      />
      <Box sx={{ height: 2, flexShrink: 0, borderTop: 1, borderColor: 'divider' }}>
        {busy && <LinearProgress sx={{ height: 2 }} aria-label={t('common:loading')} />}
      </Box>
      {error !== undefined && <ErrorNote error={error} />}
      {corrected.length > 0 && (
        <Typography role="status" variant="body2" color="textSecondary" sx={{ px: 2, pt: 1 }}>
          {t('corrected', { words: corrected.map(({ found }) => found).join(', ') })}
        </Typography>
      )}
      {isPartial && (
        <Typography role="status" variant="body2" color="textSecondary" sx={{ px: 2, pt: 1 }}>
          {t('partial')}
        </Typography>
      )}
      <FoundList
        {...{ domId, items, active }}
        nothing={busy ? t('searching') : t('nothing', { text: typed.trim() })}
        onChoose={choose}
        onHover={setChosen}
      />
      {notIndexed > 0 && (
        <Typography role="status" variant="body2" color="textSecondary" sx={{ px: 2, py: 0.75 }}>
          {t('notIndexed', { count: notIndexed, shown: formatCount(notIndexed) })}
        </Typography>
      )}
      <Legend />
    </Dialog>
  );
};
