import type { ReactNode } from 'react';
import { create } from 'zustand';
import { text, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { registered } from '#renderer/shared/navigation/registry.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { ChooseDialog } from './choose-dialog.tsx';
import { usePendingTemplate } from './pending-template.ts';
import { type PreparedOf, usePrepared } from './use-prepared.ts';

const useDialog = create<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }));
export const openNewFromTemplate = (): void => useDialog.setState({ isOpen: true });
const close = (): void => useDialog.setState({ isOpen: false });

type Row = PreparedOf<'template'>;
const createOf = ({ content }: Row) =>
  registered().creates.find(({ template }) => template?.type === content.type);

const Dialog = (): ReactNode => {
  const t = useText('prepared');
  const may = useMay();
  const rows = usePrepared('template').filter((row) => {
    const form = createOf(row);
    return form !== undefined && may(form.needs);
  });
  const choose = (row: Row): void => {
    const form = createOf(row);
    close();
    if (form === undefined) return;
    usePendingTemplate.setState({ id: row.id });
    openRoute(form.route());
  };
  return (
    <ChooseDialog
      title={t('template.new')}
      none={t('template.none')}
      rows={rows}
      hint={({ content }) => text(createOf({ content } as Row)?.label ?? 'prepared:template.button')}
      onChoose={choose}
      onClose={close}
    />
  );
};

/** Chooses a template of any kind of record and opens its form with it. */
export const NewFromTemplate = (): ReactNode => (useDialog(({ isOpen }) => isOpen) ? <Dialog /> : null);
