import './record-layout.css';
import { ButtonBase } from '@mui/material';
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { Building, useLater } from '#renderer/shared/ui/later.tsx';

/** A part of a record's page. */
export type RecordPart = {
  readonly id: string;
  /** In the list of parts, for jumping to it. */
  readonly title: string;
  /** main: what is worked on; aside: what stands beside it, following it where there is no room. */
  readonly column: 'main' | 'aside';
  /** How many it holds, where that is worth knowing before going there. */
  readonly count?: number;
  readonly node: ReactNode;
  /** Of the aside: it is what people come for now, and comes first where everything follows in one column. */
  readonly leads?: boolean;
};

type RecordLayoutProps = {
  readonly header: ReactNode;
  readonly parts: readonly RecordPart[];
  /** Stays in reach at the foot of the main column: the composer. */
  readonly foot?: ReactNode;
  /** Lists the parts at the side of a page that has many of them. */
  readonly nav?: boolean;
};

/** The least that a part with its gap takes of a column's height, in pixels: a title with a line, and one with a few facts. */
const LEAST_HEIGHT = { main: 74, aside: 130 };

/** As many parts as are needed to fill the column of this window; what is below it is made once these are painted. */
const inSight = (side: RecordPart['column']): number =>
  Math.ceil((window.innerHeight - SHELL_HEIGHT) / LEAST_HEIGHT[side]);
/** What stands above a record's columns in every window. */
const SHELL_HEIGHT = 160;

/** Less than this, and the aside follows the main column: as record-layout.css says it. */
const TWO_COLUMNS = { width: 920, height: 380.02 };

/** Whether everything follows in one column. */
const useOneColumn = (): readonly [RefObject<HTMLDivElement | null>, boolean] => {
  const frame = useRef<HTMLDivElement>(null);
  const [isOne, setOne] = useState(false);
  useLayoutEffect(() => {
    const page = frame.current;
    if (page === null) return;
    const measure = (): void => {
      const { clientWidth, clientHeight } = page;
      // A page in a tab behind has no size.
      if (clientWidth > 0) setOne(clientWidth < TWO_COLUMNS.width || clientHeight < TWO_COLUMNS.height);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(page);
    return () => observer.disconnect();
  }, []);
  return [frame, isOne];
};

/** The parts in the order in which they are read. What leads stands below the form of a step, which was asked for. */
const inOrder = (parts: readonly RecordPart[], isOne: boolean): readonly RecordPart[] => {
  if (!isOne || !parts.some(({ leads }) => leads === true)) return parts;
  const first = parts.filter(({ id }) => id === STEP);
  const leading = parts.flatMap((part) =>
    part.leads === true ? [{ ...part, column: 'main' as const }] : [],
  );
  return [...first, ...leading, ...parts.filter(({ id, leads }) => id !== STEP && leads !== true)];
};
const STEP = 'step';

/**
 * The frame of every record's page: header, what is worked on at the left, what stands beside it at the right; each column scrolls by
 * itself, the foot stays. Where there is no room for two columns (900 pixels, 200 % zoom) everything follows in one, with a row of
 * jumps to its parts.
 */
export const RecordLayout = ({ header, parts: given, foot, nav = false }: RecordLayoutProps): ReactNode => {
  const t = useText('record');
  const body = useRef<HTMLDivElement>(null);
  const [frame, isOne] = useOneColumn();
  const parts = inOrder(given, isOne);
  const isFilled = useLater();
  const isWhole = useLater(isFilled);
  const go = (id: string): void =>
    body.current?.querySelector(`[data-part="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'start' });
  const column = (side: RecordPart['column']): ReactNode => {
    const own = parts.filter((part) => part.column === side);
    const first = isFilled ? inSight(side) : Number(side === 'main');
    const count = isWhole ? own.length : first;
    return (
      <>
        {own.slice(0, count).map(({ id, node }) => (
          <div key={id} data-part={id}>
            {node}
          </div>
        ))}
        {count < own.length && <Building />}
      </>
    );
  };
  return (
    <div className="record-page" ref={frame}>
      <div className="record-frame" data-nav={nav || undefined} data-building={!isFilled || undefined}>
        {header}
        <nav className="record-nav" aria-label={t('sections')}>
          {parts.map(({ id, title, count }) => (
            <ButtonBase key={id} onClick={() => go(id)}>
              {title}
              {count !== undefined && count > 0 && <span>{count}</span>}
            </ButtonBase>
          ))}
        </nav>
        {/* What scrolls can be scrolled by keyboard, also where nothing in it takes the focus. */}
        <div className="record-body" ref={body}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the focus */}
          <div className="record-main" tabIndex={0}>
            {column('main')}
          </div>
          {foot !== undefined && <div className="record-foot">{foot}</div>}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the focus */}
          <aside className="record-aside" tabIndex={0}>
            {column('aside')}
          </aside>
        </div>
      </div>
    </div>
  );
};
