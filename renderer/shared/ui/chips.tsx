import './cells.css';
import type { ReactNode } from 'react';
import type { ConfigItemStatus } from '#domain/fields/config-items.ts';
import type { Priority } from '#domain/fields/tickets.ts';
import { type Process, phaseOf, statesIn } from '#domain/processes/process.ts';
import { allProcesses } from '#domain/processes/registry.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { anyStateWord, stateWord, valueWord } from '#renderer/shared/record/words.ts';

type Tone = 'info' | 'primary' | 'warning' | 'error' | 'success' | 'plain';

/** How a state looks, from its phase: begun, under way, waiting, done; what ended says nothing more, unless ending is all the doing there is. */
export const toneOf = (process: Process, state: string): Tone => {
  const spec = process.states[state];
  switch (phaseOf(process, state)) {
    case 'open':
      return process.initial[0] === state ? 'info' : 'primary';
    case 'waiting':
      return 'warning';
    case 'done':
      return spec?.undone === true ? 'warning' : 'success';
    case 'ended':
      return spec?.undone === true || statesIn(process, ['done']).length > 0 ? 'plain' : 'success';
    case null:
      return 'plain';
  }
};

const STATUS_TONES: Readonly<Partial<Record<ConfigItemStatus, Tone>>> = {
  defective: 'error',
  in_repair: 'warning',
  in_operation: 'success',
};

const anyProcessWith = (state: string): Process | null =>
  allProcesses().find((process) => phaseOf(process, state) !== null) ?? null;

type StateChipProps = {
  /** The record's type (`incident`, `known_error`), `order` for orders of all types; null where it is not known. */
  readonly type: string | null;
  readonly state: string;
  /** Why it is in that state, in words (record/words.ts). */
  readonly because?: string | null;
};

/** The state of a ticket, an order, an article. */
export const StateChip = ({ type, state, because = null }: StateChipProps): ReactNode => {
  const process =
    type === null ? anyProcessWith(state) : (allProcesses().find((one) => one.type === type) ?? null);
  const word = type === null ? anyStateWord(state) : stateWord(type, state);
  return (
    <span
      className="state-chip"
      data-tone={process === null ? 'plain' : toneOf(process, state)}
      // A narrow column cuts a long word, in one language or another.
      title={because === null ? word : `${word}: ${because}`}
    >
      {word}
    </span>
  );
};

/** Where a configuration item is in its life. */
export const StatusChip = ({ status }: { readonly status: ConfigItemStatus }): ReactNode => (
  <span className="state-chip" data-tone={STATUS_TONES[status] ?? 'plain'}>
    {valueWord({ collection: 'configItems', type: null }, 'status', status)}
  </span>
);

const PRIORITY_TONES: Readonly<Record<Priority, Tone>> = {
  1: 'error',
  2: 'warning',
  3: 'info',
  4: 'plain',
  5: 'plain',
};

/** `1 Critical` with a mark whose length shows the rank, so that it can be told without its colour. `compact` drops the word. */
export const PriorityMark = ({
  priority,
  compact = false,
}: {
  readonly priority: Priority;
  readonly compact?: boolean;
}): ReactNode => {
  const t = useText('common');
  const name = t(`priorities.${priority}`);
  return (
    <span className="mark" title={name} data-tone={PRIORITY_TONES[priority]}>
      <span className="priority-bar" aria-hidden>
        <span style={{ height: `${(6 - priority) * 20}%` }} />
      </span>
      {compact ? (
        <span role="img" aria-label={name}>
          P{priority}
        </span>
      ) : (
        name
      )}
    </span>
  );
};
