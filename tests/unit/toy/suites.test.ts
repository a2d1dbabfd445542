/** What is asked of every process over the registry, asked of the toy: its steps in the domain and at the server, its random merges. */
import { vi } from 'vitest';

vi.mock('#domain/fields/tables.ts', async (load) => (await import('../../toy/registered.ts')).inTables(load));
vi.mock('#domain/processes/registry.ts', async (load) =>
  (await import('../../toy/registered.ts')).inProcesses(load),
);
// The others have run in their own files.
vi.mock('../domain/processes/world.ts', async (load) => ({
  ...(await load<typeof import('../domain/processes/world.ts')>()),
  ALL_PROCESSES: [(await import('../../toy/domain/processes/review.ts')).REVIEW],
}));

await import('../domain/processes/tables.test.ts');
await import('../domain/processes/steps.test.ts');
await import('../domain/processes/replicas.properties.test.ts');
