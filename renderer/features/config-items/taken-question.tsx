import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Reply, ReplyError } from '#contracts/define.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { ConfirmDialog } from '#renderer/shared/ui/confirm-dialog.tsx';
import { OtherItem } from '#renderer/shared/ui/error-note.tsx';

type Send<T> = (evenIfTaken: boolean) => Promise<Reply<T>>;

export type TakenQuestion = {
  /** Sends an edit; where another item has its serial or tag, once more if somebody means it. */
  readonly ask: <T>(send: Send<T>) => Promise<Reply<T>>;
  readonly dialog: ReactNode;
};

type Asked = { readonly error: ReplyError; readonly answer: (isMeant: boolean) => void };

/** A field saves itself again when it is left, so sending it again can't stand for meaning it, as it does in a form: a question does. */
export const useTakenQuestion = (): TakenQuestion => {
  const t = useText('configItems');
  const [asked, setAsked] = useState<Asked | null>(null);
  const open = useRef<Asked | null>(null);
  // An edit whose question nobody sees any more is not meant, and does not wait for ever.
  useEffect(() => () => open.current?.answer(false), []);
  const isMeant = (error: ReplyError): Promise<boolean> =>
    new Promise((resolve) => {
      open.current?.answer(false);
      const asking: Asked = {
        error,
        answer: (meant) => {
          open.current = null;
          setAsked(null);
          resolve(meant);
        },
      };
      open.current = asking;
      setAsked(asking);
    });
  return {
    ask: async (send) => {
      const reply = await send(false);
      if (reply.ok || reply.error.code !== 'identifier_taken') return reply;
      return (await isMeant(reply.error)) ? send(true) : reply;
    },
    dialog: asked !== null && (
      <ConfirmDialog
        open
        title={t('taken.title')}
        text={errorText(asked.error)}
        action={t('taken.keep')}
        onConfirm={() => asked.answer(true)}
        onCancel={() => asked.answer(false)}
      >
        <OtherItem error={asked.error} onLeave={() => asked.answer(false)} />
      </ConfirmDialog>
    ),
  };
};
