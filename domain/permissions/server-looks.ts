/** What is counted and kept from look to look while the acts of one write are replayed (server-replay.ts). Part of the server's rules; CouchDB bundles this. */
import { isEmpty, type Process } from '#domain/processes/process.ts';
import { sameValue } from '#domain/records/json.ts';
import { type Doc, isMerge, type ServerEntry, textOf } from './server-doc.ts';
import { type Refusal, refuse } from './server-verdict.ts';

/** So many characters of what approvals name are looked at where they differ from look to look: a sum of 400,000 takes 50 ms. */
const MOST_TEXT = 2_000_000;

/** The state that an entry tells of as a step's; null where it tells none. */
export const stateSetBy = ({ changes }: ServerEntry): string | null => {
  const change = changes.find(({ field, from }) => field === 'state' && from !== null);
  return change === undefined ? null : textOf(change.to);
};

/** Whether another look at what approvals name is within what a write may cost: texts that differ from the look before, and whatever else is summed each time. */
export const lookBudget = ({ approval }: Process): ((held: Doc) => boolean) => {
  const [subject, lateSubject] = [approval?.subject ?? [], approval?.lateSubject ?? []];
  let left = MOST_TEXT;
  let [texts, others, size]: [readonly string[], readonly unknown[], number] = [[], [], 0];
  return (held) => {
    const [nowTexts, nowOthers] = [
      subject.map((field) => textOf(held[field])),
      lateSubject.map((field) => held[field]),
    ];
    const isSame = nowTexts.every((text, at) => text === texts[at]);
    const isAlike = nowOthers.every((value, at) => value === others[at]);
    if (!isSame) left -= nowTexts.reduce((sum, text) => sum + text.length, 0);
    if (!isAlike) size = JSON.stringify(nowOthers).length;
    // Written out anew, but not summed, where it is the same.
    left -= isSame && isAlike ? Math.floor(size / 16) : size;
    [texts, others] = [nowTexts, nowOthers];
    return left >= 0;
  };
};

/**
 * Follows what is agreed to beforehand through the entries: it is so from the first state on, and nobody makes a record such a one for the moment of a step. States that a
 * merge tells of are nobody's steps.
 */
export const lateAgreement = ({ initial, approval }: Process, start: Doc) => {
  const agreed = approval?.agreed ?? [];
  const valuesIn = (held: Doc): readonly unknown[] => agreed.map((field) => held[field] ?? null);
  let [state, kept] = [textOf(start.state), valuesIn(start)];
  return {
    follow: (entry: ServerEntry, held: Doc): void => {
      if (initial.includes(state)) kept = valuesIn(held);
      if (!isMerge(entry)) state = stateSetBy(entry) ?? state;
    },
    faultIn: (held: Doc): Refusal | null => {
      const late = agreed.find((field, at) => !sameValue(held[field] ?? null, kept[at]));
      return late === undefined || isEmpty(approval?.beforehand?.(held))
        ? null
        : refuse('invalid', 'standard.kept', { field: late });
    },
  };
};
