import { useEffect, useRef } from 'react';
import type { QueryOutput } from '#contracts/registry.ts';
import { isQuiet } from '#domain/notices/notices.ts';
import { timeOfDay } from '#renderer/shared/format/device-time.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { noticeWords } from '#renderer/shared/records/notice-words.ts';

/**
 * Hands what comes to the system's own notices, while the window is not in front and it is no quiet hour. What was there when the window opened has
 * been told already.
 */
export const useNativeNotices = (latest: QueryOutput<'notices.list'> | undefined): void => {
  const choices = useLive('notices.choices', {}).data;
  const seen = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (latest === undefined || choices === undefined) return;
    const known = seen.current;
    seen.current = new Set([...(known ?? []), ...latest.rows.map(({ id }) => id)]);
    if (known === null || !choices.native || document.hasFocus()) return;
    if (isQuiet(choices, timeOfDay(new Date()))) return;
    for (const notice of latest.rows.filter(({ id }) => !known.has(id))) {
      const { id, number, title, ticketId } = notice;
      void window.deskhand.native.notify({
        id,
        title: noticeWords(notice, latest.names),
        body: `${number} ${title}`,
        link: { kind: 'ticket', id: ticketId },
      });
    }
  }, [latest, choices]);
};
