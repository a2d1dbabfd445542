import type { FileOwner } from '#renderer/shared/files/file-client.ts';
import type { OnFiles } from '#renderer/shared/files/file-drop.tsx';
import { FilesPart, useRecordFiles } from '#renderer/shared/files/files-part.tsx';
import { addFiles, stageFiles } from '#renderer/shared/files/uploads.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import type { RecordPart } from './record-layout.tsx';

/** The files of a record for its page: the part that shows them, and what becomes of files dropped or pasted there. */
export const useFilesOfPage = (
  owner: FileOwner,
  /** Where files go with what is being written; without, all become the record's at once. */
  writing?: string,
): { readonly part: RecordPart; readonly onFiles: OnFiles | null } => {
  const t = useText('record');
  const files = useRecordFiles(owner);
  const mayAdd = useMay()('attachments.add');
  const take: OnFiles = (given, at) =>
    void (writing === undefined || at?.closest(writing) == null
      ? addFiles(owner, given)
      : stageFiles(owner, given));
  return {
    part: {
      id: 'files',
      title: t('files:title'),
      column: 'main',
      count: files.rows.length,
      node: <FilesPart {...files} />,
    },
    onFiles: mayAdd ? take : null,
  };
};
