import BookmarkBorder from '@mui/icons-material/BookmarkBorder';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import ClickAwayListener from '@mui/material/ClickAwayListener';
import type { SxProps, Theme } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import type { KeyboardEvent, ReactNode } from 'react';
import { formatCount } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import type { Group } from '#renderer/shared/navigation/groups.ts';
import { currentLine } from '#renderer/shared/navigation/lines.ts';
import { isTab, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { leaveColumn, useColumn } from './column-store.ts';
import { COLUMN_ID, onNavKey, RAIL_ID } from './nav-keys.ts';
import { focusPage, goTo } from './page-focus.ts';
import { type CountedLine, useLines } from './use-lines.ts';

type LineButtonProps = {
  readonly line: CountedLine;
  /** `page`: what is shown; `true`: a record of it is. */
  readonly current: 'page' | 'true' | undefined;
  readonly isEntry: boolean;
  readonly onOpen: () => void;
};

/** All lines in one rule: a style of its own for each part of each line is a tenth of the time in which the window is mounted. */
const LINES: SxProps<Theme> = {
  m: 0,
  p: 0,
  listStyle: 'none',
  '& li + li:has(.isList)': { mt: 0.5 },
  '& button': {
    width: '100%',
    minHeight: 28,
    pl: 4.25,
    pr: 1,
    gap: 1,
    justifyContent: 'flex-start',
    borderRadius: 1,
    font: 'inherit',
    color: 'text.secondary',
    '&.isList': { minHeight: 32, pl: 1, fontWeight: 500, color: 'text.primary' },
    '& svg': { fontSize: 18, flexShrink: 0, color: 'text.secondary' },
    '&:hover': { bgcolor: 'action.hover' },
    '&[aria-current]': {
      color: 'text.primary',
      fontWeight: 600,
      bgcolor: 'action.selected',
      boxShadow: 'inset 3px 0 0 var(--mui-palette-primary-main)',
    },
  },
  '& .label': {
    flex: 1,
    minWidth: 0,
    textAlign: 'start',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& .count': {
    fontSize: 12,
    fontVariantNumeric: 'tabular-nums',
    color: 'text.secondary',
    '&.none': { color: 'text.disabled' },
  },
};

const LineButton = ({ line, current, isEntry, onOpen }: LineButtonProps): ReactNode => (
  <ButtonBase
    data-stop
    className={line.icon === null ? '' : 'isList'}
    tabIndex={isEntry ? 0 : -1}
    aria-current={current}
    onClick={onOpen}
    title={line.label}
  >
    {line.icon}
    <span className="label" dir="auto">
      {line.label}
    </span>
    {line.isSaved && line.count === null && <BookmarkBorder aria-hidden />}
    {line.count !== null && (
      <span className={line.count === 0 ? 'count none' : 'count'}>{formatCount(line.count)}</span>
    )}
  </ButtonBase>
);

const Lines = ({ group }: { readonly group: Group }): ReactNode => {
  const t = useText('common');
  const lines = useLines(group);
  const current = useNavigation((navigation) => navigation.current);
  const shown = useNavigation((navigation) => currentLine(lines, navigation.current, navigation.views));
  const openPlace = useNavigation((navigation) => navigation.openPlace);
  return (
    <Box component="ul" aria-label={t(`rail.${group}.name`)} sx={LINES}>
      {lines.map((line, index) => (
        <li key={line.key}>
          <LineButton
            line={line}
            current={line !== shown ? undefined : isTab(current) ? 'true' : 'page'}
            isEntry={shown === null ? index === 0 : line === shown}
            onOpen={() => {
              goTo(() => openPlace(line.place, group));
              leaveColumn();
            }}
          />
        </li>
      ))}
    </Box>
  );
};

const WIDTH = 220;

/** The lists of the group that is open, with their views. In a narrow window it lies over the page while it is asked for. */
export const Column = (): ReactNode => {
  const t = useText('common');
  const group = useNavigation((navigation) => navigation.group);
  const { isOpen, isOver } = useColumn();
  if (!isOpen || group === null) return null;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isOver && event.key === 'Escape') {
      event.preventDefault();
      leaveColumn();
      focusPage();
      return;
    }
    onNavKey(event, COLUMN_ID);
  };
  return (
    <ClickAwayListener
      mouseEvent={isOver ? 'onMouseDown' : false}
      onClickAway={(event) => {
        // The rail has the button that folds the column, and the groups whose lists it then shows.
        if (!(event.target instanceof Element && event.target.closest(`#${RAIL_ID}`))) leaveColumn();
      }}
    >
      <Box
        component="nav"
        id={COLUMN_ID}
        aria-label={t('lists.label')}
        onKeyDown={onKeyDown}
        sx={{
          width: WIDTH,
          flexShrink: 0,
          display: 'flex',
          flexDirection: 'column',
          overflowY: 'auto',
          px: 0.75,
          pb: 1,
          bgcolor: 'background.paper',
          borderInlineEnd: 1,
          borderColor: 'divider',
          ...(isOver
            ? { position: 'absolute', insetBlock: 0, insetInlineStart: 76, zIndex: 'drawer', boxShadow: 8 }
            : {}),
        }}
      >
        <Typography
          component="h2"
          noWrap
          sx={{ px: 1, minHeight: 48, display: 'flex', alignItems: 'center', fontSize: 13, fontWeight: 650 }}
        >
          {t(`rail.${group}.name`)}
        </Typography>
        <Lines group={group} />
      </Box>
    </ClickAwayListener>
  );
};
