import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { z } from 'zod';
import type { NativeCalls } from '#contracts/native.ts';
import { nativeChannel } from '#contracts/native.ts';
import { maySend } from './navigation-policy.ts';

/** One handler for each call of the contract; the sender comes first. A missing one does not compile. */
export type NativeHandlers = {
  readonly [N in keyof NativeCalls]: (
    sender: WebContents,
    ...given: Parameters<NativeCalls[N]>
  ) => Awaited<ReturnType<NativeCalls[N]>>;
};

function fromOurPage(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return maySend(frame === null ? null : { url: frame.url, isTop: frame === event.sender.mainFrame });
}

function answer<A extends readonly unknown[]>(
  name: keyof NativeCalls,
  schema: z.ZodType<A>,
  handler: (sender: WebContents, ...given: A) => unknown,
): void {
  ipcMain.handle(nativeChannel(name), (event, ...values: unknown[]) => {
    if (!fromOurPage(event)) throw new Error(`${name}: refused, the sender is not a page of the console`);
    const parsed = schema.safeParse(values);
    if (!parsed.success) throw new Error(`${name}: refused, wrong arguments`);
    return handler(event.sender, ...parsed.data);
  });
}

/**
 * Registers the handlers. Every call's sender is checked first, then its arguments: the window is not trusted to
 * keep to the types.
 */
export function setupNativeCalls(handlers: NativeHandlers): void {
  const nothing = z.tuple([]);
  answer('appInfo', nothing, handlers.appInfo);
  answer('keyStatus', nothing, handlers.keyStatus);
  answer('unlockWithPassphrase', z.tuple([z.string().min(1).max(1024)]), handlers.unlockWithPassphrase);
  answer('acceptPlainKey', nothing, handlers.acceptPlainKey);
  answer('hostState', nothing, handlers.hostState);
  answer('requestPort', nothing, handlers.requestPort);
  answer('retryHost', nothing, handlers.retryHost);
  answer('setStoreAside', nothing, handlers.setStoreAside);
  answer('reportUsable', nothing, handlers.reportUsable);
}
