/** The Electron main process: windows, security, the key and the data host's life. No data, no network. */
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, powerMonitor, type WebContents } from 'electron';
import { type Language, languageFor } from '#contracts/language.ts';
import type { DeepLink } from '#contracts/native.ts';
import type { SampleAccount } from '#contracts/session.ts';
import { keyFileOf } from '#main/profile/key-file.ts';
import { declareAppScheme, serveApp } from './app-protocol.ts';
import { chooseFolder } from './choose-folder.ts';
import { deepLinkIn, LINK_SCHEME, parseDeepLink } from './deep-links.ts';
import { superviseHostProcess } from './host-process.ts';
import { setupIdleLock } from './idle-lock.ts';
import { createKeyRing } from './key-ring.ts';
import { systemKeychain } from './keychain.ts';
import { type LaunchOptions, parseLaunchOptions } from './launch-options.ts';
import { createLockWatch } from './lock-watch.ts';
import { setupMenu } from './menu.ts';
import { setupNativeCalls } from './native-calls.ts';
import { setupNavigation } from './navigation.ts';
import { setupNoNetwork } from './no-network.ts';
import { showNotice } from './notices.ts';
import { setupPermissions } from './permissions.ts';
import { print, printToPdf } from './print.ts';
import { saveFile } from './save-file.ts';
import { takeProfile } from './single-instance.ts';
import { setupUpdates } from './updates.ts';
import { createUsableReport } from './usable-report.ts';
import {
  broadcast,
  mayOpenWindow,
  openContents,
  openWindow,
  sendToFront,
  showWindow,
  takeDown,
} from './windows.ts';

const dist = join(app.getAppPath(), 'dist');

/** Chromium's own files go into a folder of the profile, beside the store. Returns the profile's folder. */
function setupProfile(launch: LaunchOptions): string {
  const profileDir = launch.profileDir ?? join(app.getPath('appData'), 'deskhand');
  app.setPath('userData', join(profileDir, 'window'));
  return profileDir;
}

function openLink(link: DeepLink | null): void {
  showWindow();
  if (link !== null) sendToFront('deepLink', link);
}

function setupDeepLinks(): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  app.on('open-url', (event, url) => {
    event.preventDefault();
    openLink(parseDeepLink(url));
  });
}

/** From the project's folder: packaged builds have neither the file nor its passwords in a bundle. */
function readSampleAccounts(): readonly SampleAccount[] {
  const file = join(app.getAppPath(), 'resources', 'sample-company', 'accounts.json');
  const accounts: readonly SampleAccount[] = JSON.parse(readFileSync(file, 'utf8'));
  return accounts.map(({ login, password, name, roles }) => ({ login, password, name, roles }));
}

const superviseHost = (launch: LaunchOptions, profileDir: string) =>
  superviseHostProcess({
    entryFile: join(dist, 'main', 'host.cjs'),
    profileDir,
    options: {
      appVersion: app.getVersion(),
      deviceName: hostname(),
      serverUrl: launch.serverUrl,
      sampleAccounts: launch.sampleCompany ? readSampleAccounts() : [],
    },
    onState: (state) => broadcast('host', state),
  });
type SupervisedHost = ReturnType<typeof superviseHost>;

/** How windows are opened, all on the one data host. */
function windowOpener(profileDir: string, host: SupervisedHost): (place: string | null) => WebContents {
  return (place) => {
    const { webContents } = openWindow({
      profileDir,
      preloadFile: join(dist, 'preload', 'preload.cjs'),
      iconFile: join(app.getAppPath(), 'resources', 'icons', 'icon.png'),
      place,
    });
    webContents.once('destroyed', () => host.disconnect(webContents));
    return webContents;
  };
}

/** The first window with the link that the console was started with, and another one when all are closed (macOS). */
function setupWindows(open: (place: string | null) => WebContents): void {
  const firstLink = deepLinkIn(process.argv);
  const contents = open(null);
  if (firstLink !== null) {
    contents.once('did-finish-load', () => sendToFront('deepLink', firstLink));
  }
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) open(null);
  });
}

/** The host closes its store before the process ends. */
function setupQuit(host: SupervisedHost): void {
  let stopping = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (stopping) return;
    stopping = true;
    // The windows are closed by now. Not in this event itself: Electron hangs when it is ended from inside it.
    void host.stop().finally(() => setImmediate(() => app.exit()));
  });
}

/** The data host first: from then on it answers no window, whatever its page does. Then what the pages show. */
function setupLocking(host: SupervisedHost): (contents: WebContents) => void {
  const watch = createLockWatch<WebContents>({
    windows: openContents,
    takeDown,
    wait: (ms, then) => {
      setTimeout(then, ms);
    },
  });
  setupIdleLock(powerMonitor, (reason) => {
    host.lock();
    broadcast('lock', reason);
    watch.told();
  });
  return watch.isLocked;
}

async function run(launch: LaunchOptions, profileDir: string): Promise<void> {
  await app.whenReady();
  const host = superviseHost(launch, profileDir);
  const keyRing = createKeyRing({
    file: keyFileOf(profileDir),
    keychain: systemKeychain(),
    givenKey: launch.key,
    onUnlocked: host.start,
  });
  if (launch.acceptPlainKey && keyRing.status().state === 'choose') keyRing.acceptPlainKey();
  const reportUsable = createUsableReport(launch.screenshotFile);

  serveApp(join(dist, 'renderer'));
  setupPermissions();
  await setupNoNetwork();
  const setMenuLanguage = (language: Language): void =>
    setupMenu((command) => sendToFront('menu', command), language, !app.isPackaged);
  setMenuLanguage(languageFor(app.getPreferredSystemLanguages()));
  const reportLocked = setupLocking(host);
  const openOne = windowOpener(profileDir, host);
  setupNativeCalls({
    appInfo: () => ({
      version: app.getVersion(),
      electronVersion: process.versions.electron,
      platform: process.platform,
      profileDir,
      serverUrl: launch.serverUrl,
      sampleCompany: launch.sampleCompany,
      autoSignIn: launch.autoSignIn,
    }),
    keyStatus: keyRing.status,
    unlockWithPassphrase: (_sender, passphrase) => keyRing.unlockWithPassphrase(passphrase),
    acceptPlainKey: keyRing.acceptPlainKey,
    hostState: host.state,
    requestPort: host.connect,
    retryHost: host.retry,
    setStoreAside: host.setAside,
    openWindow: (_sender, place) => {
      if (mayOpenWindow()) openOne(place);
    },
    setMenuLanguage: (_sender, language) => setMenuLanguage(language),
    saveFile,
    print,
    printToPdf,
    offerFile: (_sender, path) => host.offerFile(path),
    chooseFolder: (sender) => chooseFolder(sender, host.offerFile),
    reportLocked,
    reportUsable,
    notify: (_sender, notice) => showNotice(notice, openLink),
  });

  setupWindows(openOne);
  setupUpdates();
  setupQuit(host);
}

const launch = parseLaunchOptions(process.argv, process.env, app.isPackaged);
const profileDir = setupProfile(launch);
declareAppScheme();
setupDeepLinks();
setupNavigation();
app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});
if (takeProfile((argv) => openLink(deepLinkIn(argv)))) {
  void run(launch, profileDir);
} else {
  console.error(`Deskhand is already open on ${profileDir}; its window comes to the front.`);
  app.quit();
}
