import { TextField, type TextFieldProps } from '@mui/material';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import MenuList from '@mui/material/MenuList';
import Paper from '@mui/material/Paper';
import Popper from '@mui/material/Popper';
import Typography from '@mui/material/Typography';
import { type CSSProperties, type ReactNode, type RefObject, useId, useRef } from 'react';
import { useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { QuestionDialog } from './question-dialog.tsx';
import { MODULE_KEYS, type TextRow } from './typed-prefix.ts';
import { useModules } from './use-modules.ts';

type LongTextProps = Omit<
  TextFieldProps,
  'value' | 'onChange' | 'onSelect' | 'inputRef' | 'multiline' | 'rows' | 'minRows' | 'maxRows'
> & {
  /** Lines that it is high at least (default 1), and at most; it grows with its text. */
  readonly minRows?: number | undefined;
  readonly maxRows?: number | undefined;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly inputRef?: RefObject<HTMLTextAreaElement | null> | undefined;
};

/** Of a field's text, in its own size. */
const LINE = '1.4375em';
/** The browser makes it as high as its text. MUI's own way measures in the middle of rendering, for which the whole page is laid out once more. */
const heightOf = (minRows = 1, maxRows?: number): CSSProperties => ({
  fieldSizing: 'content',
  lineHeight: LINE,
  minHeight: `calc(${minRows} * ${LINE})`,
  ...(maxRows === undefined ? {} : { maxHeight: `calc(${maxRows} * ${LINE})` }),
});

type OffersProps = {
  readonly id: string;
  readonly field: HTMLTextAreaElement | null;
  readonly rows: readonly TextRow[];
  readonly active: number;
  readonly onChoose: (row: TextRow) => void;
};

/** What the prefix may mean, under the field. The focus stays in the text. */
const Offers = ({ id, field, rows, active, onChoose }: OffersProps): ReactNode => {
  const t = useText('prepared');
  return (
    <Popper open anchorEl={field} placement="bottom-start" sx={{ zIndex: 'tooltip' }}>
      <Paper elevation={6} sx={{ width: 'min(460px, 90vw)' }}>
        <MenuList id={id} role="listbox" aria-label={t('modules')} dense disablePadding>
          {rows.map((row, index) => (
            <MenuItem
              key={row.id}
              id={`${id}-${index}`}
              role="option"
              dense
              selected={index === active}
              aria-selected={index === active}
              tabIndex={-1}
              // The press must not take the focus from the text.
              onMouseDown={(event) => {
                event.preventDefault();
                onChoose(row);
              }}
              sx={{ display: 'block', whiteSpace: 'normal' }}
            >
              <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
                <Typography component="code" variant="body2" sx={{ fontWeight: 600 }}>
                  /{row.content.prefix}
                </Typography>
                <Typography variant="body2" noWrap>
                  {row.name}
                </Typography>
              </Box>
              <Typography variant="caption" color="textSecondary" noWrap component="div">
                {row.content.text}
              </Typography>
            </MenuItem>
          ))}
        </MenuList>
      </Paper>
    </Popper>
  );
};

/**
 * The field for every text of several lines. A `/` and a prefix offer text modules, which are put in filled from the record that the page is about;
 * what has no value stays as it is written and is told.
 */
export const LongText = ({
  value,
  onText,
  inputRef,
  minRows,
  maxRows,
  ...props
}: LongTextProps): ReactNode => {
  const t = useText('prepared');
  const id = useId();
  const ownRef = useRef<HTMLTextAreaElement>(null);
  const fieldRef = inputRef ?? ownRef;
  const modules = useModules(fieldRef, value, onText);
  const { rows, active, asking, left } = modules;
  useKeyMap(MODULE_KEYS);
  const isOpen = rows.length > 0 && asking === null;
  const given = typeof props.slotProps?.htmlInput === 'object' ? props.slotProps.htmlInput : {};
  const input = typeof props.slotProps?.input === 'object' ? props.slotProps.input : {};
  const note = left.length === 0 ? props.helperText : t('left', { names: left.join(', ') });
  return (
    <>
      <TextField
        {...props}
        multiline
        value={value}
        inputRef={fieldRef}
        helperText={note}
        onChange={({ target }) => {
          onText(target.value);
          modules.saw(target as HTMLTextAreaElement);
        }}
        onBlur={(event) => {
          modules.close();
          props.onBlur?.(event);
        }}
        slotProps={{
          ...props.slotProps,
          input: { ...input, inputComponent: 'textarea' },
          formHelperText: left.length === 0 ? {} : { role: 'status', sx: { color: 'warning.main' } },
          htmlInput: {
            ...given,
            style: heightOf(minRows, maxRows),
            onKeyDown: modules.onKeyDown,
            'aria-autocomplete': 'list',
            ...(isOpen ? { 'aria-controls': id, 'aria-activedescendant': `${id}-${active}` } : {}),
          },
        }}
      />
      {isOpen && <Offers {...{ id, rows, active }} field={fieldRef.current} onChoose={modules.choose} />}
      {asking !== null && (
        <QuestionDialog
          title={asking.row.name}
          questions={asking.questions}
          onAnswered={modules.answered}
          onCancel={modules.stopAsking}
        />
      )}
    </>
  );
};
