import '#renderer/shared/ui/cells.css';
import './state-bar.css';
import type { ReactNode } from 'react';
import { type Process, statesIn } from '#domain/processes/process.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { toneOf } from '#renderer/shared/ui/chips.tsx';
import { stateWord } from './words.ts';

/** More states than this need more room before all their words can be read. */
const MANY = 5;

type StateBarProps = {
  readonly process: Process;
  readonly state: string;
  /** Why it stands there: what an incident on hold waits for. */
  readonly because?: string | null;
};

/**
 * The states of a process in order, the present one marked. Those that end it without the work stand apart at the end, and only while they can
 * still matter: before the end, or when it ended that way.
 */
export const StateBar = ({ process, state, because = null }: StateBarProps): ReactNode => {
  const t = useText('record');
  const { type, states } = process;
  const names = Object.keys(states);
  // Of several ways of having done it one is taken: another one is shown in its place.
  const [usual, ...others] = statesIn(process, ['done']);
  const hidden = others.includes(state) ? [usual, ...others.filter((name) => name !== state)] : others;
  const way = names.filter(
    (name) => (states[name]?.undone !== true && !hidden.includes(name)) || name === state,
  );
  const at = way.indexOf(state);
  return (
    <div className="state-bar-room">
      <ol className="state-bar" data-many={way.length > MANY || undefined} aria-label={t('header.states')}>
        {way.map((name, index) => {
          const isNow = name === state;
          const isUndone = states[name]?.undone === true;
          const word = stateWord(type, name);
          return (
            <li
              key={name}
              data-place={isNow ? 'now' : index < at ? 'before' : 'after'}
              data-tone={isNow ? toneOf(process, name) : undefined}
              {...(isNow ? { 'aria-current': 'step' as const } : {})}
              title={isUndone ? t('header.undone', { state: word }) : word}
            >
              <span>{isNow && because !== null ? `${word}: ${because}` : word}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
};
