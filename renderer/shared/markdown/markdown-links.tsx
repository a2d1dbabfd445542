import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import type { LinkTarget } from './addresses.ts';

/** Opens the record with this number. */
export type OnNumber = (number: string) => void;

type NumberLinkProps = {
  readonly number: string;
  readonly onNumber: OnNumber | undefined;
  readonly children?: ReactNode;
};

/** A record's number as a link to it; plain words where nobody can open it. */
export const NumberLink = ({ number, onNumber, children = number }: NumberLinkProps): ReactNode =>
  onNumber === undefined ? (
    children
  ) : (
    <button type="button" className="link" onClick={() => onNumber(number)}>
      {children}
    </button>
  );

type OutsideLinkProps = {
  readonly target: Exclude<LinkTarget, { readonly kind: 'record' }>;
  /** The link's words as plain text. */
  readonly words: string;
  readonly children: ReactNode;
};

/** Words that already say where the link leads need not have it said again. */
const saysTarget = (words: string, { address, shown }: OutsideLinkProps['target']): boolean => {
  const said = words.trim().replace(/\/$/, '');
  return [address, address.replace(/^[a-z]+:(?:\/\/)?/, ''), shown].some(
    (known) => known.replace(/\/$/, '') === said,
  );
};

/**
 * A link out of the console. Its target stands beside it, because words can say anything. The window never goes there: the main
 * process takes the address (navigation-policy.ts) and hands it to the system.
 */
export const OutsideLink = ({ target, words, children }: OutsideLinkProps): ReactNode => {
  const t = useText('markdown');
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(target.address);
    notify('info', t('addressCopied', { address: target.address }));
  };
  return (
    <>
      {target.kind === 'outside' ? (
        <a href={target.address} target="_blank" rel="noreferrer noopener" title={target.address}>
          {children}
        </a>
      ) : (
        <button
          type="button"
          className="link"
          title={t('copyAddress', { address: target.address })}
          onClick={() => void copy()}
        >
          {children}
        </button>
      )}
      {!saysTarget(words, target) && <span className="target"> ({target.shown})</span>}
    </>
  );
};
