import { powerMonitor } from 'electron';
import type { NativeEvents } from '#contracts/native.ts';

const IDLE_LOCK_S = 15 * 60;
const CHECK_EVERY_MS = 30_000;

/** Tells when the screen locks, the machine sleeps, or nobody has touched it for 15 minutes. */
export function setupIdleLock(lock: (reason: NativeEvents['lock']) => void): void {
  powerMonitor.on('suspend', () => lock('suspend'));
  powerMonitor.on('lock-screen', () => lock('screen'));
  let wasIdle = false;
  const timer = setInterval(() => {
    const isIdle = powerMonitor.getSystemIdleTime() >= IDLE_LOCK_S;
    if (isIdle && !wasIdle) lock('idle');
    wasIdle = isIdle;
  }, CHECK_EVERY_MS);
  timer.unref();
}
