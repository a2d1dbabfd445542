import type { PowerMonitor } from 'electron';
import type { NativeEvents } from '#contracts/native.ts';

const IDLE_LOCK_S = 15 * 60;
const CHECK_EVERY_MS = 30_000;

/** As much of Electron's power monitor as is asked. */
type Monitor = Pick<PowerMonitor, 'getSystemIdleTime'> & {
  on(event: 'suspend', listener: () => void): unknown;
  on(event: 'lock-screen', listener: () => void): unknown;
};

/** Tells when the screen locks, the machine sleeps, or nobody has touched it for 15 minutes. */
export function setupIdleLock(monitor: Monitor, lock: (reason: NativeEvents['lock']) => void): void {
  monitor.on('suspend', () => lock('suspend'));
  monitor.on('lock-screen', () => lock('screen'));
  let wasIdle = false;
  const timer = setInterval(() => {
    const isIdle = monitor.getSystemIdleTime() >= IDLE_LOCK_S;
    if (isIdle && !wasIdle) lock('idle');
    wasIdle = isIdle;
  }, CHECK_EVERY_MS);
  timer.unref();
}
