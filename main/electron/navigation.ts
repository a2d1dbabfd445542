import { app, shell } from 'electron';
import { externalTarget, mayNavigate } from './navigation-policy.ts';

/** Keeps every window on the console's own pages; other links open outside or nowhere. */
export function setupNavigation(): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event) => {
      if (!mayNavigate(event.url)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!mayNavigate(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (!mayNavigate(event.url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      const target = externalTarget(url);
      if (target !== null) void shell.openExternal(target);
      return { action: 'deny' };
    });
  });
}
