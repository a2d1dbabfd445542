import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { bytesIn } from '#contracts/bytes.ts';
import { LANGUAGES, type Language } from '#contracts/language.ts';
import type { NativeCalls, NativeNotice } from '#contracts/native.ts';
import { nativeChannel } from '#contracts/native.ts';
import { maySend } from './navigation-policy.ts';

/** One handler for each call of the contract; the sender comes first. A missing one does not compile. */
export type NativeHandlers = {
  readonly [N in keyof NativeCalls]: (
    sender: WebContents,
    ...given: N extends 'offerFile' ? [path: string] : Parameters<NativeCalls[N]>
  ) => Awaited<ReturnType<NativeCalls[N]>> | ReturnType<NativeCalls[N]>;
};

function fromOurPage(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return maySend(frame === null ? null : { url: frame.url, isTop: frame === event.sender.mainFrame });
}

/** Whether what came over IPC are the arguments of a call. By hand: zod would be a tenth of the start of this process. */
type ArgumentsCheck<A extends readonly unknown[]> = (values: readonly unknown[]) => values is A;

const nothing: ArgumentsCheck<[]> = (values): values is [] => values.length === 0;

const LONGEST_PASSPHRASE = 1024;
const onePassphrase: ArgumentsCheck<[string]> = (values): values is [string] => {
  const [passphrase] = values;
  if (values.length !== 1 || typeof passphrase !== 'string') return false;
  return passphrase.length > 0 && passphrase.length <= LONGEST_PASSPHRASE;
};

const LONGEST_PLACE = 8_000;
const onePlace: ArgumentsCheck<[string]> = (values): values is [string] => {
  const [place] = values;
  if (values.length !== 1 || typeof place !== 'string') return false;
  return place.length > 0 && place.length <= LONGEST_PLACE;
};

const oneLanguage: ArgumentsCheck<[Language]> = (values): values is [Language] =>
  values.length === 1 && LANGUAGES.some((language) => language === values[0]);

const LONGEST_NOTICE = 600;
const isShort = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= LONGEST_NOTICE;
const oneNotice: ArgumentsCheck<[NativeNotice]> = (values): values is [NativeNotice] => {
  const [notice] = values as readonly (Partial<NativeNotice> | null | undefined)[];
  if (values.length !== 1 || notice === null || typeof notice !== 'object') return false;
  const { id, title, body, link } = notice;
  return isShort(id) && isShort(title) && isShort(body) && isShort(link?.id) && isShort(link?.kind);
};

const LONGEST_NAME = 400;
const oneName: ArgumentsCheck<[string]> = (values): values is [string] =>
  values.length === 1 && typeof values[0] === 'string' && values[0].length <= LONGEST_NAME;

/** The bytes of a file are of the renderer's making as far as this process knows, and only written where its user says. */
const nameAndBytes: ArgumentsCheck<[string, ArrayBuffer]> = (values): values is [string, ArrayBuffer] => {
  const [name, bytes] = values;
  return (
    values.length === 2 && typeof name === 'string' && name.length <= LONGEST_NAME && bytesIn(bytes) !== null
  );
};

const LONGEST_PATH = 4_096;
/** The preload puts the path in the place of the file. */
const onePath: ArgumentsCheck<[string]> = (values): values is [string] => {
  const [path] = values;
  return values.length === 1 && typeof path === 'string' && path.length > 0 && path.length <= LONGEST_PATH;
};

function answer<A extends readonly unknown[]>(
  name: keyof NativeCalls,
  isRight: ArgumentsCheck<A>,
  handler: (sender: WebContents, ...given: A) => unknown,
): void {
  ipcMain.handle(nativeChannel(name), (event, ...values: unknown[]) => {
    if (!fromOurPage(event)) throw new Error(`${name}: refused, the sender is not a page of the console`);
    const given: readonly unknown[] = values;
    if (!isRight(given)) throw new Error(`${name}: refused, wrong arguments`);
    return handler(event.sender, ...given);
  });
}

/**
 * Registers the handlers. Every call's sender is checked first, then its arguments: the window is not trusted to
 * keep to the types.
 */
export function setupNativeCalls(handlers: NativeHandlers): void {
  answer('appInfo', nothing, handlers.appInfo);
  answer('keyStatus', nothing, handlers.keyStatus);
  answer('unlockWithPassphrase', onePassphrase, handlers.unlockWithPassphrase);
  answer('acceptPlainKey', nothing, handlers.acceptPlainKey);
  answer('hostState', nothing, handlers.hostState);
  answer('requestPort', nothing, handlers.requestPort);
  answer('retryHost', nothing, handlers.retryHost);
  answer('setStoreAside', nothing, handlers.setStoreAside);
  answer('openWindow', onePlace, handlers.openWindow);
  answer('setMenuLanguage', oneLanguage, handlers.setMenuLanguage);
  answer('saveFile', nameAndBytes, handlers.saveFile);
  answer('print', nothing, handlers.print);
  answer('printToPdf', oneName, handlers.printToPdf);
  answer('offerFile', onePath, handlers.offerFile);
  answer('chooseFolder', nothing, handlers.chooseFolder);
  answer('reportLocked', nothing, handlers.reportLocked);
  answer('reportUsable', nothing, handlers.reportUsable);
  answer('notify', oneNotice, handlers.notify);
}
