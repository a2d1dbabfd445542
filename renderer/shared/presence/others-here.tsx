import GroupOutlined from '@mui/icons-material/GroupOutlined';
import { Box } from '@mui/material';
import { type ReactNode, useEffect, useRef } from 'react';
import { ulid } from 'ulid';
import { type OtherHere, TOLD_AGAIN_MS } from '#contracts/presence.ts';
import { SHOWN_COLLECTIONS, type ShownCollection } from '#domain/presence/open-records.ts';
import { formatInstant, formatList } from '#renderer/shared/format/format.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useIsAhead } from '#renderer/shared/navigation/ahead.ts';

/** This window, among those of this console. */
const WINDOW = ulid();

type Shown = { readonly collection: ShownCollection; readonly id: string; readonly typing: boolean };

const tell = (record: Shown | null): void => {
  // Nothing hangs on it: a locked console refuses it, and what is not said again ends by itself.
  void host.command('presence.tell', { window: WINDOW, record });
};

/** Says that the record is shown here, as long as its page is in front and the window is to be seen. */
const useTelling = ({ collection, id, typing }: Shown): void => {
  const now = useRef(typing);
  const say = useRef(() => {});
  useEffect(() => {
    say.current = () => tell(document.hidden ? null : { collection, id, typing: now.current });
    const again = (): void => say.current();
    again();
    const timer = setInterval(again, TOLD_AGAIN_MS);
    document.addEventListener('visibilitychange', again);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', again);
      tell(null);
    };
  }, [collection, id]);
  useEffect(() => {
    if (now.current === typing) return;
    now.current = typing;
    say.current();
  }, [typing]);
};

const Others = ({ rows }: { readonly rows: readonly OtherHere[] }): ReactNode => {
  const t = useText('record');
  const names = rows.map(({ name }) => name ?? t('others.somebody'));
  const hint = rows.map(({ name, since, typing }) =>
    t(typing ? 'others.typingSince' : 'others.readingSince', {
      name: name ?? t('others.somebody'),
      when: formatInstant(since),
    }),
  );
  const isTyping = rows.some(({ typing }) => typing);
  return (
    <Box
      role="status"
      title={hint.join('\n')}
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        minWidth: 0,
        fontSize: 13,
        color: isTyping ? 'warning.main' : 'text.secondary',
      }}
    >
      <GroupOutlined sx={{ fontSize: 18 }} aria-hidden />
      <span>{t(isTyping ? 'others.typing' : 'others.reading', { names: formatList(names) })}</span>
      <Box
        component="span"
        sx={{ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clip: 'rect(0 0 0 0)' }}
      >
        {hint.join(', ')}
      </Box>
    </Box>
  );
};

const Here = (shown: Shown): ReactNode => {
  useTelling(shown);
  const { collection, id } = shown;
  const rows = useLive('presence.others', { collection, id }).data?.rows ?? [];
  return rows.length === 0 ? null : <Others rows={rows} />;
};

/** Who else has this record open, and telling the others that it is open here. */
export const OthersHere = (shown: Omit<Shown, 'collection'> & { readonly collection: string }): ReactNode => {
  const collection = SHOWN_COLLECTIONS.find((known) => known === shown.collection);
  // Nobody has opened what is made ahead.
  const isAhead = useIsAhead();
  return collection === undefined || isAhead ? null : <Here {...shown} collection={collection} />;
};
