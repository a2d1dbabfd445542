import { MessageChannelMain, type MessagePortMain, utilityProcess, type WebContents } from 'electron';
import type { FromHost, HostOptions } from '#contracts/host-process.ts';
import type { HostState } from '#contracts/native.ts';
import { nativeChannel } from '#contracts/native.ts';
import { createHostSupervisor, type HostProcess, type HostSupervisor } from './host-supervisor.ts';

function forkHost(entryFile: string): HostProcess<MessagePortMain> {
  const child = utilityProcess.fork(entryFile, [], { serviceName: 'Deskhand data host', stdio: 'inherit' });
  return {
    post: (message, ports) => child.postMessage(message, ports === undefined ? undefined : [...ports]),
    onMessage: (listener) => {
      child.on('message', (message: FromHost) => listener(message));
    },
    onExit: (listener) => {
      child.on('exit', listener);
    },
    kill: () => {
      child.kill();
    },
  };
}

export type HostProcessOptions = {
  readonly entryFile: string;
  readonly profileDir: string;
  readonly options: HostOptions;
  readonly onState: (state: HostState) => void;
};

/** The data host as a utility process of this app, supervised. Started by the caller once the key is known. */
export function superviseHostProcess(given: HostProcessOptions): HostSupervisor<WebContents> {
  return createHostSupervisor<MessagePortMain, WebContents>({
    fork: () => forkHost(given.entryFile),
    openChannel: (contents) => {
      const { port1, port2 } = new MessageChannelMain();
      if (!contents.isDestroyed()) contents.postMessage(nativeChannel('port'), null, [port2]);
      return port1;
    },
    wait: (ms, then) => {
      setTimeout(then, ms);
    },
    onState: given.onState,
    profileDir: given.profileDir,
    options: given.options,
  });
}
