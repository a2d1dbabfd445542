import { isRecordNumber } from '#domain/numbering/number-in-text.ts';

/** Where a link may lead. `shown` is what tells people where that is: the host, or the mailbox or number. */
export type LinkTarget =
  | { readonly kind: 'outside'; readonly address: string; readonly shown: string }
  /** The main process hands no address to the browser that is not encrypted; people may copy it. */
  | { readonly kind: 'copied'; readonly address: string; readonly shown: string }
  | { readonly kind: 'record'; readonly number: string };

/**
 * The target of a link, or null when there is none we would lead to. The same rules as `externalTarget` of the main process, which
 * decides in the end: a list of schemes, and no name in front of the host (`https://bank.example@evil.example`).
 */
export const linkTarget = (address: string): LinkTarget | null => {
  if (isRecordNumber(address)) return { kind: 'record', number: address };
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return null;
  switch (url.protocol) {
    case 'https:':
      return { kind: 'outside', address: url.href, shown: url.host };
    case 'mailto:':
    case 'tel:':
      return { kind: 'outside', address: url.href, shown: url.pathname };
    case 'http:':
      return { kind: 'copied', address: url.href, shown: url.host };
    default:
      return null;
  }
};

const IMAGE = /^deskhand-image:([\w-]{1,80})$/;

/** The id of a stored image, or null for every other address: nothing is loaded from anywhere else. */
export const imageId = (address: string): string | null => IMAGE.exec(address)?.[1] ?? null;

/** How a text refers to a stored image. The name is what is read out and shown while the image is not there. */
export const imageReference = (id: string, name: string): string =>
  `![${name.replace(/[\r\n]+/g, ' ').replace(/[[\]\\]/g, '\\$&')}](deskhand-image:${id})`;

/** What an image element may show: bytes that are here already, of a kind that runs nothing. */
export const isShowable = (url: string): boolean =>
  url.startsWith('blob:') || /^data:image\/(?:png|jpeg|webp|gif);base64,/.test(url);
