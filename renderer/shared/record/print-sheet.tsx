import './print-sheet.css';
import { type ReactNode, useMemo } from 'react';
import { createPortal } from 'react-dom';
import { formatDuration, formatInstantYear } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import type { HistoryItem, HistoryLine } from './history-model.ts';
import { factsOf, type PrintedTable, printedHistory, tablesOf, textsOf } from './print-model.ts';
import type { RecordView } from './record-page.ts';

/** Number and title, or the name where there is no number: what the sheet and its file are called. */
export const printedTitle = ({ record }: RecordView): string =>
  [record.number, record.title ?? record.name]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' ');

const changeWords = ({ label, from, to }: HistoryLine): string => {
  if (from === null && to === null) return label;
  return `${label}: ${from === null ? '' : `${from} → `}${to ?? '–'}`;
};

const Entry = ({ item }: { readonly item: HistoryItem }): ReactNode => {
  const t = useText('record');
  return (
    <li>
      <strong>{formatInstantYear(item.at)}</strong> {item.who}, {t(`history.kinds.${item.kind}`)}
      {item.minutes !== null && item.minutes > 0 && ` (${formatDuration(item.minutes)})`}
      {item.isTakenBack && ` (${t('history.takenBack')})`}
      {item.text !== null && item.text !== '' && <p>{item.text}</p>}
      {item.lines.map((line) => (
        <div key={`${line.label} ${line.from} ${line.to}`}>{changeWords(line)}</div>
      ))}
    </li>
  );
};

const Rows = ({ table }: { readonly table: PrintedTable }): ReactNode => (
  <>
    <h2>{table.title}</h2>
    <table className="rows">
      <thead>
        <tr>
          {table.columns.map((column) => (
            <th key={column}>{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a printed row is its place
          <tr key={place}>
            {row.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: and so is a cell
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </>
);

type PrintSheetProps = {
  readonly view: RecordView;
  /** What kind of record it is, in words. */
  readonly label: string;
  readonly withInternal: boolean;
};

/** A record as it is printed: made from its table, so every kind of record has one. Its head stands on every page. */
export const PrintSheet = ({ view, label, withInternal }: PrintSheetProps): ReactNode => {
  const t = useText('record');
  const { record, format, names } = view;
  const printed = useMemo(() => ({ record, format }), [record, format]);
  const history = useMemo(() => printedHistory(printed, withInternal), [printed, withInternal]);
  const title = printedTitle(view);
  return createPortal(
    <table id="print-sheet">
      <thead>
        <tr>
          <th>{title}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>
            {label}
            <h1>{title}</h1>
            {t('header.created', {
              when: formatInstantYear(record.createdAt),
              who: nameOf(names, record.createdBy),
            })}
          </td>
        </tr>
        <tr>
          <td>
            <dl>
              {factsOf(printed).map((fact) => (
                <div key={fact.label} style={{ display: 'contents' }}>
                  <dt>{fact.label}</dt>
                  <dd>{fact.value}</dd>
                </div>
              ))}
            </dl>
          </td>
        </tr>
        {textsOf(printed).map((text) => (
          <tr key={text.label}>
            <td>
              <h2>{text.label}</h2>
              <p>{text.value}</p>
            </td>
          </tr>
        ))}
        {tablesOf(printed).map((table) => (
          <tr key={table.title}>
            <td>
              <Rows table={table} />
            </td>
          </tr>
        ))}
        <tr>
          <td>
            <h2>{t('history.title')}</h2>
            <ol>
              {history.map((item) => (
                <Entry key={item.id} item={item} />
              ))}
            </ol>
          </td>
        </tr>
      </tbody>
    </table>,
    document.body,
  );
};
