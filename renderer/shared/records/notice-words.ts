import type { Notice } from '#contracts/notices.ts';
import type { Names } from '#contracts/shared.ts';
import { text } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from './name-of.ts';

/** What somebody is told in a line: who did what, or what the clock gives. An approval comes twice: when it is asked for, and when it has waited too long. */
export const noticeWords = ({ kind, by }: Pick<Notice, 'kind' | 'by'>, names: Names): string => {
  if (by !== null) return text(`notices:told.${kind}`, { who: nameOf(names, by) });
  return kind === 'approval' ? text('notices:told.reminded') : text(`notices:kinds.${kind}`);
};
