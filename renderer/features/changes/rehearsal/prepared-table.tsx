import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { SelectInput } from '#renderer/shared/record/field-inputs.tsx';
import { RemoveButton } from '#renderer/shared/ui/remove-button.tsx';
import type { RehearsalWords } from './rehearsal-words.ts';

/** What is decided about something that somebody else changed since. */
export type Decision = 'mine' | 'theirs';
export type Decided = ReadonlyMap<string, Decision>;

export const tableSx = {
  borderCollapse: 'collapse',
  width: '100%',
  '& th, & td': { textAlign: 'start', verticalAlign: 'top', py: 0.5, pr: 1.5, fontSize: 13 },
  '& th, & td.value': { overflowWrap: 'anywhere' },
  // A short word is not broken to make room for a choice beside it.
  '& td.value': { minWidth: 76 },
  '& thead th': { color: 'text.secondary', fontWeight: 400, fontSize: 12, overflowWrap: 'normal' },
  '& tbody th': { fontWeight: 600 },
  '& tbody tr': { borderTop: 1, borderColor: 'divider' },
  '& td.act': { pr: 0, py: 0.25, textAlign: 'end' },
  '& td.act .MuiSelect-select': { textAlign: 'start' },
} as const;

type Row = {
  readonly id: string;
  readonly collection: 'configItems' | 'relations';
  readonly targetId: string;
  readonly field: string;
};

type ChoiceProps = {
  readonly row: Row;
  readonly words: RehearsalWords;
  readonly turn: 'apply' | 'revert';
  readonly decided: Decided;
  readonly onDecide: (id: string, decision: Decision) => void;
};

const DecisionChoice = ({ row, words, turn, decided, onDecide }: ChoiceProps): ReactNode => {
  const t = useText('changes');
  return (
    <SelectInput<Decision | null>
      label={t('rehearsal.decide', { field: words.field(row), name: words.target(row) })}
      hideLabel
      autoFocus={false}
      error={null}
      onBlur={undefined}
      prompt={t('rehearsal.choose')}
      value={decided.get(row.id) ?? null}
      choices={[
        ['mine', t(`rehearsal.mine.${turn}`)],
        ['theirs', t('rehearsal.theirs')],
      ]}
      onChoose={(decision) => {
        if (decision !== null) onDecide(row.id, decision);
      }}
    />
  );
};

export type ShownRow = Row & {
  /** In the order of the columns. */
  readonly values: readonly unknown[];
  /** What is to be said of it; null where it goes as it should. */
  readonly said: string | null;
  readonly isOpen: boolean;
};

type PreparedTableProps = {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly ShownRow[];
  readonly words: RehearsalWords;
  readonly turn: 'apply' | 'revert';
  readonly decided: Decided;
  /** Left out where nobody can decide now. */
  readonly onDecide: ((id: string, decision: Decision) => void) | undefined;
  /** Left out where nothing is taken off any more. */
  readonly onRemove: ((id: string) => void) | undefined;
};

/** Fields with two or three versions of each, and what is decided about those that somebody else changed. */
export const PreparedTable = (props: PreparedTableProps): ReactNode => {
  const { label, columns, rows, words, turn, decided, onDecide, onRemove } = props;
  const t = useText('changes');
  return (
    <Box component="table" aria-label={label} sx={tableSx}>
      <thead>
        <tr>
          <th scope="col">{t('rehearsal.column.target')}</th>
          <th scope="col">{t('rehearsal.column.field')}</th>
          {columns.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
          <th scope="col" aria-label={t('rehearsal.column.state')} />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" dir="auto">
              {words.target(row)}
            </th>
            <td>{words.field(row)}</td>
            {row.values.map((value, at) => (
              <td key={columns[at]} className="value" dir="auto">
                {words.value(row, value)}
              </td>
            ))}
            <td className="act">
              {row.said !== null && (
                <Box sx={{ color: row.isOpen ? 'warning.main' : 'text.secondary', fontSize: 12 }}>
                  {row.said}
                </Box>
              )}
              {row.isOpen && onDecide !== undefined && (
                <DecisionChoice {...{ row, words, turn, decided, onDecide }} />
              )}
              {onRemove !== undefined && (
                <RemoveButton
                  label={t('rehearsal.remove', { field: words.field(row), name: words.target(row) })}
                  onClick={() => onRemove(row.id)}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Box>
  );
};
