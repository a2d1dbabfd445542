/** An Electron main process that shows one page and prints what the page puts into its title: `PAGE.html?QUERY USER_DATA [hidden]`. */
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

const [page = '', userData = '', hidden] = process.argv.slice(-3);
app.setPath('userData', userData);
app.on('window-all-closed', () => app.quit());

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    show: false,
    backgroundColor: '#14171c',
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      backgroundThrottling: false,
    },
  });
  if (hidden !== 'hidden') window.once('ready-to-show', () => window.show());
  window.webContents.on('page-title-updated', (_event, title) => {
    if (title.startsWith('bench ')) console.log(title);
  });
  const [file = '', search = ''] = page.split('?');
  void window.loadFile(join(app.getAppPath(), file), { search });
});
