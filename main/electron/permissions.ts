import { session } from 'electron';

/** Copying a ticket number is all the console needs of what a page may ask for. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Refuses everything a page could ask for but `granted`; also devices, which have handlers of their own. */
export function setupPermissions(): void {
  const own = session.defaultSession;
  own.setPermissionRequestHandler((_contents, permission, decide) => decide(granted.has(permission)));
  own.setPermissionCheckHandler((_contents, permission) => granted.has(permission));
  own.setDevicePermissionHandler(() => false);
}
