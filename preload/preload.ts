import { contextBridge, type IpcRendererEvent, ipcRenderer, webFrame, webUtils } from 'electron';
import type { ChosenFile, DeskhandBridge, NativeCalls, NativeEvents } from '#contracts/native.ts';
import { nativeChannel, PORT_MESSAGE } from '#contracts/native.ts';

function call<N extends keyof NativeCalls>(name: N): NativeCalls[N] {
  const invoke = (...values: readonly unknown[]) => ipcRenderer.invoke(nativeChannel(name), ...values);
  // The main process answers each channel with the handler map that NativeCalls types; IPC itself is untyped.
  return invoke as NativeCalls[N];
}

function listen<E extends keyof NativeEvents>(
  event: E,
  listener: (detail: NativeEvents[E]) => void,
): () => void {
  const forward = (_event: IpcRendererEvent, detail: NativeEvents[E]) => listener(detail);
  ipcRenderer.on(nativeChannel(event), forward);
  return () => {
    ipcRenderer.off(nativeChannel(event), forward);
  };
}

/** Electron knows the path of a file that a person chose, and of no other: a script can't make one up. */
async function offerFile(file: ChosenFile): Promise<string | null> {
  // A page hands the DOM's own file over, or it has no path.
  const path = webUtils.getPathForFile(file as unknown as Parameters<typeof webUtils.getPathForFile>[0]);
  if (path === '') return null;
  return (await ipcRenderer.invoke(nativeChannel('offerFile'), path)) as string;
}

// The console talks to nobody but its data host; see main/electron/no-network.ts.
void webFrame.executeJavaScript(
  "for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel']) delete globalThis[name];",
);

// A MessagePort can't cross the context bridge, so it goes to the page as a window message.
ipcRenderer.on(nativeChannel('port'), (event) => {
  window.postMessage(PORT_MESSAGE, window.location.origin, [...event.ports]);
});

const LOCALE = '--system-locale=';
const localeGiven = process.argv.find((argument) => argument.startsWith(LOCALE)) ?? LOCALE;

contextBridge.exposeInMainWorld('deskhand', {
  systemLocale: localeGiven.slice(LOCALE.length),
  native: {
    appInfo: call('appInfo'),
    keyStatus: call('keyStatus'),
    unlockWithPassphrase: call('unlockWithPassphrase'),
    acceptPlainKey: call('acceptPlainKey'),
    hostState: call('hostState'),
    requestPort: call('requestPort'),
    retryHost: call('retryHost'),
    setStoreAside: call('setStoreAside'),
    openWindow: call('openWindow'),
    setMenuLanguage: call('setMenuLanguage'),
    saveFile: call('saveFile'),
    print: call('print'),
    printToPdf: call('printToPdf'),
    offerFile,
    chooseFolder: call('chooseFolder'),
    reportLocked: call('reportLocked'),
    reportUsable: call('reportUsable'),
    notify: call('notify'),
  },
  on: (event, listener) => listen(event, listener),
} satisfies DeskhandBridge);
