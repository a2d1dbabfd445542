import type { DeepLink } from '#contracts/native.ts';

export const LINK_SCHEME = 'deskhand';

/**
 * Reads `deskhand://incident/INC-7QK-0042`; null for anything else. Which kinds there are the window knows. The id is a number or an id: letters, digits, '-',
 * '_', ':' and '.', at most 128 of them.
 */
export function parseDeepLink(text: string): DeepLink | null {
  const match = /^deskhand:\/\/([a-z][a-z_]{0,30})\/([A-Za-z0-9._:-]{1,128})\/?$/.exec(text);
  const kind = match?.[1];
  const id = match?.[2];
  return kind === undefined || id === undefined ? null : { kind, id };
}

/** The link among a command line's arguments, as Linux and Windows hand it over. */
export function deepLinkIn(argv: readonly string[]): DeepLink | null {
  const link = argv.find((argument) => argument.startsWith(`${LINK_SCHEME}://`));
  return link === undefined ? null : parseDeepLink(link);
}
