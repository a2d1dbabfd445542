import './palette.css';
import { type ReactNode, useEffect, useRef } from 'react';
import { TicketMarks } from '#renderer/shared/records/ticket-marks.tsx';
import { StateChip } from '#renderer/shared/ui/chips.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';

/** One line of the palette: a record, an open tab or a command. */
export type PaletteItem = {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly icon: ReactNode;
  /** Number, asset tag or login. */
  readonly key: string | null;
  readonly hint: string | null;
  readonly state: string | null;
  readonly isMajor?: boolean | undefined;
  readonly shortcut: string | null;
  readonly run: () => void;
};

type PaletteRowProps = {
  readonly item: PaletteItem;
  readonly domId: string;
  readonly isActive: boolean;
  readonly onChoose: (item: PaletteItem) => void;
  readonly onHover: () => void;
};

export const PaletteRow = (props: PaletteRowProps): ReactNode => {
  const { item, isActive } = props;
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus, a row is only ever its active descendant
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
    <div
      ref={row}
      id={props.domId}
      role="option"
      className="palette-row"
      aria-selected={isActive}
      onClick={() => props.onChoose(item)}
      onPointerMove={props.onHover}
    >
      <span className="palette-icon">{item.icon}</span>
      {item.key !== null && <span className="palette-key">{item.key}</span>}
      <span className="palette-label">{item.label}</span>
      <TicketMarks majorState={item.isMajor === true ? 'accepted' : null} />
      <span className="palette-hint">{item.hint}</span>
      {item.state !== null && <StateChip type={null} state={item.state} />}
      {item.shortcut !== null && <KeyHint shortcut={item.shortcut} />}
    </div>
  );
};
