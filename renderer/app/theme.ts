import { createTheme, type Theme } from '@mui/material/styles';
import type { Language } from '#contracts/language.ts';
import { type TranslateAny, text } from '#renderer/shared/i18n/i18n.ts';

const FONT = "'Inter Variable', system-ui, sans-serif";

/** Dense and calm: small controls everywhere, one accent, colour only where it means something. */
const themeIn = (t: TranslateAny): Theme =>
  createTheme({
    cssVariables: { colorSchemeSelector: 'data-scheme' },
    colorSchemes: {
      light: {
        palette: {
          primary: { main: '#1f5fa8' },
          secondary: { main: '#5b5f97' },
          error: { main: '#b3261e' },
          warning: { main: '#9a5b00' },
          info: { main: '#0b6b8a' },
          success: { main: '#2b6e3f' },
          background: { default: '#f4f5f7', paper: '#ffffff' },
          text: { primary: '#1a1f27', secondary: '#525c69', disabled: '#616a77' },
          divider: '#dde1e7',
        },
      },
      dark: {
        palette: {
          primary: { main: '#8ab8f0' },
          secondary: { main: '#b4b8f0' },
          error: { main: '#f2938c' },
          warning: { main: '#e9b567' },
          info: { main: '#7cc7e0' },
          success: { main: '#8fce9f' },
          background: { default: '#14171c', paper: '#1b1f26' },
          text: { primary: '#e6e9ee', secondary: '#a7b0bd', disabled: '#8b94a1' },
          divider: '#2d333d',
        },
      },
    },
    shape: { borderRadius: 6 },
    typography: {
      fontFamily: FONT,
      fontSize: 13,
      h6: { fontSize: 17, fontWeight: 650 },
      body1: { fontSize: 14 },
      body2: { fontSize: 13 },
      button: { textTransform: 'none', fontWeight: 600 },
    },
    components: {
      MuiCssBaseline: {
        styleOverrides: {
          'html, body, #root': { height: '100%' },
          body: { fontSize: 13, overflow: 'hidden' },
          // What is typed from the right is read from the right, paragraph by paragraph.
          'input, textarea': { unicodeBidi: 'plaintext' },
          ':focus-visible': { outline: '2px solid var(--mui-palette-primary-main)', outlineOffset: 1 },
          '[data-still] *, [data-still] *::before, [data-still] *::after': { transition: 'none !important' },
          '@media (prefers-reduced-motion: reduce)': {
            '*, *::before, *::after': {
              animationDuration: '0.01ms !important',
              // Anything above zero would give every element a transition of every property.
              transitionDuration: '0s !important',
            },
          },
        },
      },
      // Rows and lines that can be clicked are read like the text around them.
      MuiButtonBase: {
        defaultProps: { disableRipple: true },
        styleOverrides: { root: { fontFamily: FONT } },
      },
      MuiButton: { defaultProps: { size: 'small', disableElevation: true } },
      // A long name in a link that is a button begins where the text around it begins.
      MuiLink: { styleOverrides: { root: { textAlign: 'start' } } },
      MuiIconButton: { defaultProps: { size: 'small' } },
      MuiTextField: { defaultProps: { size: 'small' } },
      MuiSelect: { defaultProps: { size: 'small' } },
      MuiFormControl: { defaultProps: { size: 'small' } },
      MuiAutocomplete: {
        defaultProps: {
          size: 'small',
          openText: t('common:controls.open'),
          clearText: t('common:controls.clear'),
          closeText: t('common:controls.close'),
          noOptionsText: t('common:controls.noOptions'),
          loadingText: t('common:controls.loading'),
        },
      },
      MuiAlert: {
        defaultProps: { closeText: t('common:controls.close') },
        styleOverrides: {
          // In the dark MUI writes white on tones of medium light: 3.6 to 1.
          filled: ({ theme, ownerState }) =>
            theme.applyStyles('dark', {
              color: theme.vars?.palette[ownerState.severity ?? 'success'].contrastText,
              backgroundColor: theme.vars?.palette[ownerState.severity ?? 'success'].main,
            }),
        },
      },
      MuiFormControlLabel: { defaultProps: { slotProps: { typography: { variant: 'body2' } } } },
      MuiChip: { defaultProps: { size: 'small' } },
      // The label of a first field lies over its upper edge: below a title it would be cut.
      MuiDialogContent: { styleOverrides: { root: { '.MuiDialogTitle-root + &': { paddingTop: 8 } } } },
      MuiTable: { defaultProps: { size: 'small' } },
      MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
      MuiTooltip: { defaultProps: { enterDelay: 500, disableInteractive: true } },
      MuiToolbar: { defaultProps: { variant: 'dense' } },
    },
  });

const themes = new Map<Language, Theme>();

/** The theme with the words that MUI's own controls say. */
export const themeFor = (language: Language): Theme => {
  const made = themes.get(language) ?? themeIn(text);
  themes.set(language, made);
  return made;
};
