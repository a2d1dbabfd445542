/** Set up once for a whole run: what tests of many files start as processes and threads of their own. */
import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { bundleAllForNode } from './bundle.ts';
import { makeMemoryFolder } from './memory-folder.ts';

const SOURCES = {
  console: 'tests/integration/sync/console-process.ts',
  server: 'tests/integration/backend/serve-entry.ts',
  loadThread: 'main/host/load-thread.ts',
  readThread: 'main/host/read-thread.ts',
};

declare module 'vitest' {
  interface ProvidedContext {
    /** Files of scripts, by what they are. */
    readonly scripts: Readonly<Record<keyof typeof SOURCES, string>>;
  }
}

/** Called by vitest before the first file (`globalSetup`); answers with what it calls after the last. */
export const setup = async (project: TestProject): Promise<() => void> => {
  const { scripts, remove } = await bundleAllForNode(SOURCES);
  project.provide('scripts', scripts);
  const folder = project.config.env.TMPDIR;
  if (folder !== undefined) makeMemoryFolder(folder);
  return () => {
    remove();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
};
