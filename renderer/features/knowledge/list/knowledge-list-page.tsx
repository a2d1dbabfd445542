import MenuBookOutlined from '@mui/icons-material/MenuBookOutlined';
import { MenuItem, TextField } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import { ulid } from 'ulid';
import type { KnowledgeRow } from '#contracts/knowledge.ts';
import { useTyped } from '#renderer/shared/hooks/use-debounced.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { ManySelect } from '#renderer/shared/pickers/many-select.tsx';

import { useListChoice } from '#renderer/shared/record/list-choice.ts';
import { ListFilters, ListViewChoice, TextFilter } from '#renderer/shared/record/list-filters.tsx';
import { NewRecordButton, RecordListPage } from '#renderer/shared/record/record-list-page.tsx';

import { anyStateWord, fieldLabel } from '#renderer/shared/record/words.ts';
import { useMay, useSessionUser } from '#renderer/shared/session/session.ts';
import { useCompany } from '#renderer/shared/settings/company.ts';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { knowledgeColumns } from './knowledge-columns.tsx';
import {
  filterOf,
  firstView,
  KNOWLEDGE_CHOICE,
  KNOWLEDGE_STATES,
  KNOWLEDGE_TYPES,
  statesOf,
} from './knowledge-filter.ts';

const open = (row: KnowledgeRow): void => openRoute({ page: 'knowledge', id: row.id }, row.number);

type OneOfProps = {
  readonly label: string;
  readonly value: string | null;
  readonly choices: readonly (readonly [value: string, words: string])[];
  readonly width: number;
  readonly onChange: (value: string | null) => void;
};

const OneOf = ({ label, value, choices, width, onChange }: OneOfProps): ReactNode => {
  const t = useText('record');
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      sx={{ width }}
    >
      <MenuItem value="" dense>
        {t('list.any')}
      </MenuItem>
      {choices.map(([choice, words]) => (
        <MenuItem key={choice} value={choice} dense>
          {words}
        </MenuItem>
      ))}
    </TextField>
  );
};

const useKnowledge = () => useListChoice(KNOWLEDGE_CHOICE, firstView(useSessionUser().roles));
type ListProps = { readonly list: ReturnType<typeof useKnowledge> };

const MoreFilters = ({ list }: ListProps): ReactNode => {
  const t = useText('knowledge');
  const record = useText('record');
  const { view, change } = list;
  const { type, states, category } = list.filters;
  const { categories } = useCompany().settings;
  return (
    <>
      <OneOf
        label={fieldLabel('knowledge', 'type')}
        value={type}
        choices={KNOWLEDGE_TYPES.map((one) => [one, t(`types.${one}`)])}
        width={132}
        onChange={(next) => change({ type: KNOWLEDGE_TYPES.find((one) => one === next) ?? null })}
      />
      {statesOf(view) === null && (
        <ManySelect
          label={fieldLabel('knowledge', 'state')}
          any={record('list.any')}
          several={(count) => record('list.several', { count })}
          values={KNOWLEDGE_STATES}
          chosen={states}
          words={anyStateWord}
          onChange={(next) => change({ states: next })}
        />
      )}
      <OneOf
        label={fieldLabel('knowledge', 'category')}
        value={category}
        choices={categories.map(({ name }) => [name, name])}
        width={160}
        onChange={(next) => change({ category: next })}
      />
    </>
  );
};

const Filters = ({ list }: ListProps): ReactNode => {
  const t = useText('knowledge');
  const { type, states, category, text } = list.filters;
  return (
    <ListFilters
      views={<ListViewChoice label={t('list.views')} list={list} words={(one) => t(`views.${one}`)} />}
      find={
        <TextFilter
          value={text}
          placeholder={t('list.find')}
          onChange={(next) => list.change({ text: next })}
        />
      }
      more={<MoreFilters list={list} />}
      chosen={[type !== null, states.length > 0, category !== null].filter(Boolean).length}
    />
  );
};

const NewButtons = (): ReactNode => {
  const t = useText('common');
  const may = useMay();
  return (
    <>
      {may('articles.create') && (
        <NewRecordButton
          label={t('commands.newArticle')}
          onNew={() => openRoute({ page: 'article-new', draftId: ulid(), ticketId: null })}
        />
      )}
      {may('knownErrors.create') && (
        <NewRecordButton
          label={t('commands.newKnownError')}
          onNew={() => openRoute({ page: 'known-error-new', draftId: ulid() })}
        />
      )}
    </>
  );
};

/** The knowledge base: what can be used, what waits for review, what should be looked over. */
export const KnowledgeListPage = (): ReactNode => {
  const t = useText('knowledge');
  const { personId } = useSessionUser();
  const choice = useKnowledge();
  const { view, sort } = choice;
  const { type, states, category, text } = choice.filters;
  const settled = useTyped(text.trim());
  const filter = filterOf({ view, type, states, category, text: settled }, personId);
  const list = useWindow('knowledge.page', { filter, sort });
  const columns = useMemo(() => knowledgeColumns(t), [t]);
  const isNarrowed = settled !== '' || type !== null || category !== null || states.length > 0;
  return (
    <RecordListPage<KnowledgeRow>
      collection="knowledge"
      title={t('title')}
      label={t('list.label')}
      actions={<NewButtons />}
      filters={<Filters list={choice} />}
      list={list}
      columns={columns}
      sort={sort}
      onSort={choice.setSort}
      onOpen={open}
      empty={
        <EmptyNote
          icon={<MenuBookOutlined />}
          title={t(isNarrowed ? 'list.noneFound' : `list.empty.${view}`)}
          hint={t(isNarrowed ? 'list.noneFoundHint' : `list.emptyHint.${view}`)}
        />
      }
    />
  );
};
