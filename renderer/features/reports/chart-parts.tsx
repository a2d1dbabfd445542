import './charts.css';
import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import {
  BarChart,
  Rectangle,
  type RectangleProps,
  Tooltip,
  type XAxisTickContentProps,
  type YAxisTickContentProps,
} from 'recharts';
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

const TOOLTIP_STYLES = {
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

/** Pixels inside an element, 0 before they are known. What it had while it was hidden it will have. */
const useWidth = () => {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const { current } = place;
    if (current === null) return undefined;
    const measure = (): void => {
      if (current.clientWidth > 0) setWidth(current.clientWidth);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return { place, width };
};

type ChartProps = Omit<ComponentProps<typeof BarChart>, 'width' | 'height'> & {
  /** Pixels. */
  readonly height: number;
  readonly tooltip?: ComponentProps<typeof Tooltip>;
};

/**
 * Bars as wide as there is room. Recharts draws a chart again for each part that it measures, so what can be known before is told: the width, how many words an
 * axis has (`interval`), and words as plain SVG text. Its tooltip is only there once the pointer is.
 */
export const Chart = ({ height, tooltip, children, ...chart }: ChartProps): ReactNode => {
  const { place, width } = useWidth();
  const [isPointedAt, setPointedAt] = useState(false);
  return (
    <div ref={place} className="chart" style={{ height }} onPointerEnter={() => setPointedAt(true)}>
      {width > 0 && (
        <BarChart {...chart} width={width} height={height}>
          {children}
          {isPointedAt && <Tooltip {...TOOLTIP_STYLES} {...tooltip} />}
        </BarChart>
      )}
    </div>
  );
};

type TickProps = XAxisTickContentProps | YAxisTickContentProps;

const tickWords = ({ payload: { value }, tickFormatter, index }: TickProps): string =>
  tickFormatter?.(value, index) ?? String(value);

/** The words below a chart. */
export const tickBelow = (tick: TickProps): ReactElement => (
  <text x={tick.x} y={tick.y} dy="0.71em" className="chart-words" textAnchor="middle">
    {tickWords(tick)}
  </text>
);

/** The words left of a chart. */
export const tickBeside = (tick: TickProps): ReactElement => (
  <text x={tick.x} y={tick.y} dy="0.355em" className="chart-words" textAnchor="end">
    {tickWords(tick)}
  </text>
);

const NAME_HEIGHT = 28;
/** Names left of a chart, in two lines where one is too short. */
export const nameBeside = (tick: TickProps): ReactElement => (
  <foreignObject x={0} y={Number(tick.y) - NAME_HEIGHT / 2} width={tick.x} height={NAME_HEIGHT}>
    <div className="chart-name" style={{ height: NAME_HEIGHT }}>
      <span dir="auto">{tickWords(tick)}</span>
    </div>
  </foreignObject>
);

const RECTANGLE = ['x', 'y', 'width', 'height'] as const;
const WORDS_GAP = 5;
/** The words at the end of a bar: above a standing one, right of a lying one. */
export const wordsAt =
  (end: 'above' | 'right') =>
  (shown: unknown): ReactElement => {
    // Recharts hands over where the bar is as text or number.
    const label = shown as { readonly value?: unknown } & Readonly<
      Record<(typeof RECTANGLE)[number], unknown>
    >;
    const [x = 0, y = 0, width = 0, height = 0] = RECTANGLE.map((side) => Number(label[side]));
    const words = label.value == null ? '' : String(label.value);
    return end === 'above' ? (
      <text x={x + width / 2} y={y - WORDS_GAP} className="chart-words" textAnchor="middle">
        {words}
      </text>
    ) : (
      <text x={x + width + WORDS_GAP} y={y + height / 2} dy="0.355em" className="chart-words">
        {words}
      </text>
    );
  };

type LegendProps = { readonly series: readonly { readonly name: string; readonly color: string }[] };
/** Which colour is what. */
export const Legend = ({ series }: LegendProps): ReactNode => (
  <div className="chart-legend">
    {series.map(({ name, color }) => (
      <span key={name} style={{ color }}>
        <span className="chart-sign" aria-hidden="true" /> {name}
      </span>
    ))}
  </div>
);

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
