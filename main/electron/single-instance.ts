import { app } from 'electron';

/**
 * Takes the lock of the profile (Electron keys it by the userData folder, which has to be set before).
 * @param onSecond is called in the running console with the command line of a later start.
 * @returns false when another console has this profile open.
 */
export function takeProfile(onSecond: (argv: readonly string[]) => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv) => onSecond(argv));
  return true;
}
