import type { ReactNode } from 'react';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { startOf } from './create-model.ts';
import { NewEntryPage } from './new-entry-page.tsx';

const NOTHING = {};
const START = startOf(KNOWN_ERROR);

/** A new known error; one of a problem is made on the problem's page. */
export const KnownErrorNewPage = ({ draftId }: { readonly draftId: string }): ReactNode => {
  const t = useText('common');
  return (
    <NewEntryPage
      process={KNOWN_ERROR}
      draftId={draftId}
      draftKey={`known-error-new:${draftId}`}
      route={{ page: 'known-error-new', draftId }}
      title={t('pages.known-error-new')}
      start={START}
      given={NOTHING}
      names={NOTHING}
    />
  );
};
