import { Alert } from '@mui/material';
import type { ReactNode } from 'react';
import type { Names } from '#contracts/shared.ts';
import type { FieldSpec } from '#domain/fields/field.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { isBlank } from './field-format.ts';
import { History } from './history.tsx';
import { RecordFacts } from './record-facts.tsx';
import { RecordHeader } from './record-header.tsx';
import { RecordLayout, type RecordPart } from './record-layout.tsx';
import { type AnyRecord, useRecordView } from './record-page.ts';
import { RecordText } from './record-text.tsx';
import { fieldLabel, type RecordKind, stateWord } from './words.ts';

const IN_HEADER: readonly string[] = ['number', 'title', 'type', 'state', 'active'];

/** What a line of facts can show; what is derived says nothing without the rules it comes from. */
const isFact = ([name, spec]: readonly [string, FieldSpec]): boolean =>
  !IN_HEADER.includes(name) &&
  spec.merge !== 'derived' &&
  !['longText', 'object', 'map', 'json', 'instants', 'id'].includes(spec.kind) &&
  !(spec.kind === 'list' && spec.of.kind === 'object');

type UnknownRecordProps = {
  readonly collection: RecordKind['collection'];
  readonly record: AnyRecord;
  /** What kind of record it is, in words. */
  readonly type: string;
  readonly names: Names;
  readonly pendingSync: boolean;
};

/** A record of a type that a newer console brought: it can be read here, as far as it has the fields that its collection shares. */
export const UnknownRecord = (props: UnknownRecordProps): ReactNode => {
  const t = useText('record');
  const { collection, record, type, names, pendingSync } = props;
  const kind = { collection, type: String(record.type) };
  const number = String(record.number);
  const view = useRecordView({
    ...{ kind, record, names, pendingSync },
    draftKey: `unknown:${record.id}`,
    label: number,
  });
  const texts = Object.entries(view.table).filter(
    ([name, spec]) => spec.kind === 'longText' && !isBlank(record[name]),
  );
  const facts = Object.entries(view.table).filter(isFact);
  const parts: readonly RecordPart[] = [
    ...texts.map(([path]) => ({
      ...{ id: path, title: fieldLabel(collection, path), column: 'main' as const },
      node: <RecordText view={view} path={path} />,
    })),
    {
      ...{ id: 'history', title: t('history.title'), column: 'main', count: record.journal.length },
      node: <History view={view} />,
    },
    {
      ...{ id: 'facts', title: t('unknown.facts'), column: 'aside' },
      node: (
        <Section title={t('unknown.facts')}>
          <RecordFacts view={view} rows={facts.map(([name]) => name)} empty={t('value.nothing')} />
        </Section>
      ),
    },
  ];
  return (
    <RecordLayout
      header={
        <RecordHeader
          label={type}
          view={view}
          above={
            <>
              {type} <strong>{number}</strong>
            </>
          }
          marks={
            <span className="state-chip" data-tone="plain">
              {stateWord(kind.type, String(record.state))}
            </span>
          }
          actions={null}
        >
          <Alert severity="info" sx={{ py: 0 }}>
            {t('unknown.note')}
          </Alert>
        </RecordHeader>
      }
      parts={parts}
    />
  );
};
