import type { KeyboardEvent, ReactNode } from 'react';
import { Rectangle, type RectangleProps } from 'recharts';
import { type Drill, openDrill } from './drill.ts';

/** Colours of the theme, light and dark alike; SVG attributes take them as CSS variables. */
export const COLORS = {
  opened: 'var(--mui-palette-info-main)',
  resolved: 'var(--mui-palette-success-main)',
  backlog: 'var(--mui-palette-primary-main)',
  met: 'var(--mui-palette-success-main)',
  breached: 'var(--mui-palette-error-main)',
  grid: 'var(--mui-palette-divider)',
  axis: 'var(--mui-palette-text-secondary)',
  hover: 'var(--mui-palette-action-hover)',
} as const;

export const PRIORITY_COLORS: Readonly<Record<number, string>> = {
  1: 'var(--mui-palette-error-main)',
  2: 'var(--mui-palette-warning-main)',
  3: 'var(--mui-palette-info-main)',
  4: 'var(--mui-palette-secondary-main)',
  5: 'var(--mui-palette-text-secondary)',
};

export const AXIS_TICK = { fill: COLORS.axis, fontSize: 11 } as const;

export const TOOLTIP_STYLES = {
  contentStyle: {
    background: 'var(--mui-palette-background-paper)',
    border: '1px solid var(--mui-palette-divider)',
    borderRadius: 4,
    fontSize: 12,
    padding: '4px 8px',
  },
  labelStyle: { color: 'var(--mui-palette-text-primary)', fontWeight: 600 },
  itemStyle: { color: 'var(--mui-palette-text-primary)', padding: 0 },
  cursor: { fill: COLORS.hover },
} as const;

type DrillBarProps = RectangleProps & {
  readonly drill: Drill | null;
  /** Reachable with Tab; charts with many bars leave that to their table. */
  readonly focusable: boolean;
};

/** A bar that opens the tickets behind it with a click or with Enter. */
const DrillBar = ({ drill, focusable, ...rectangle }: DrillBarProps): ReactNode => {
  if (drill === null) return <Rectangle {...rectangle} />;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    openDrill(drill);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG group can't be an anchor that runs a command; the role says what it does
    <g
      role="link"
      aria-label={drill.title}
      tabIndex={focusable ? 0 : -1}
      onClick={() => openDrill(drill)}
      onKeyDown={onKeyDown}
      style={{ cursor: 'pointer' }}
    >
      <Rectangle {...rectangle} />
    </g>
  );
};

/**
 * The shape of a series' bars: each opens the tickets that `drillOf` gives for its point. `fillOf` colours bars one by one,
 * `focusable` is as in DrillBar.
 */
export const drillShape =
  <Point,>(
    drillOf: (point: Point) => Drill | null,
    { focusable = true, fillOf }: { focusable?: boolean; fillOf?: (point: Point) => string } = {},
  ) =>
  (shown: unknown): ReactNode => {
    // Recharts hands the point over with the rectangle, and types neither.
    const { payload, ...rectangle } = shown as { readonly payload: Point };
    const fill = fillOf === undefined ? {} : { fill: fillOf(payload) };
    return <DrillBar {...rectangle} {...fill} drill={drillOf(payload)} focusable={focusable} />;
  };
