import { type ReactNode, useState } from 'react';
import { RELEASE_FIELDS } from '#domain/fields/releases.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { CreatePage } from '#renderer/shared/record/create-page.tsx';
import { TicketForm } from '#renderer/shared/record/ticket-form.tsx';
import { type NewReleaseForm, useNewRelease } from './new/use-new-release.ts';

type ReleaseNewPageProps = { readonly draftId: string; readonly changeIds: readonly string[] };

const KIND = { collection: 'tickets', type: 'release' } as const;

/** In the order in which a release is planned; products, tests and waves follow on its page. */
const ROWS = [
  ['title'],
  ['description'],
  ['serviceId', 'placeId'],
  ['costMinor'],
  ['rollbackPlan'],
  ['communicationPlan'],
  ['impact', 'urgency'],
] as const satisfies readonly (readonly (keyof NewReleaseForm & keyof typeof RELEASE_FIELDS)[])[];

/** A new release: by hand, from a template, or for changes that it brings. */
export const ReleaseNewPage = ({ draftId, changeIds }: ReleaseNewPageProps): ReactNode => {
  const t = useText('releases');
  const [origin] = useState(changeIds);
  const release = useNewRelease(draftId, origin);
  const { form, edit, company, marksMissing } = release;
  return (
    <CreatePage
      title={t('pages.new')}
      subtitle={form.changeIds.length === 0 ? '' : t('new.withChanges', { count: form.changeIds.length })}
      action={t('new.create')}
      missing={release.isMissing ? t('new.titleMissing') : null}
      busy={release.busy}
      error={release.error}
      isDirty={release.draft.isDirty || release.files.count > 0}
      files={release.files}
      onCreate={() => void release.create()}
      onDiscard={release.discard}
      template={release.template}
    >
      <TicketForm
        kind={KIND}
        table={RELEASE_FIELDS}
        rows={ROWS}
        {...{ form, edit, company }}
        titleError={marksMissing ? t('new.titleMissing') : null}
      />
    </CreatePage>
  );
};
