import { Button } from '@mui/material';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import type { RecordPart } from '#renderer/shared/record/record-layout.tsx';
import type { AnyRecordPage } from '#renderer/shared/record/record-page.ts';
import { RecordText } from '#renderer/shared/record/record-text.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';

/** Puts a text on the clipboard: a workaround is read to a caller and pasted into an answer. */
const CopyButton = ({ text, name }: { readonly text: string; readonly name: string }): ReactNode => {
  const t = useText('knowledge');
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    notify('success', t('copied', { name }));
  };
  return (
    <Button size="small" aria-label={t('copyNamed', { name })} onClick={() => void copy()}>
      {t('copy')}
    </Button>
  );
};

/** Texts of an entry as parts of its page, in this order. Who may only read is not shown the empty ones. */
export const textParts = (page: AnyRecordPage, fields: readonly string[]): readonly RecordPart[] =>
  fields.flatMap((field): readonly RecordPart[] => {
    const text = String(page.record[field] ?? '');
    if (text.trim() === '' && !page.mayEdit(field)) return [];
    const title = fieldLabel('knowledge', field);
    const copies = field === 'workaround' && text !== '';
    return [
      {
        id: field,
        title,
        column: 'main',
        node: (
          <RecordText
            view={page}
            path={field}
            {...(copies ? { actions: <CopyButton text={text} name={title} /> } : {})}
          />
        ),
      },
    ];
  });
