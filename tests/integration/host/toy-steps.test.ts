/** The suite that takes every process along its steps by command, run over the toy alone. */
import { vi } from 'vitest';

vi.mock('#domain/fields/tables.ts', async (load) => (await import('../../toy/registered.ts')).inTables(load));
vi.mock('#domain/processes/registry.ts', async (load) =>
  (await import('../../toy/registered.ts')).inProcesses(load),
);
vi.mock('#contracts/registry.ts', async (load) =>
  (await import('../../toy/registered.ts')).inContracts(load),
);
vi.mock('#main/host/features/all-handlers.ts', async (load) =>
  (await import('../../toy/registered.ts')).inHandlers(load),
);
// The others have run in their own file.
vi.mock('../../unit/domain/processes/world.ts', async (load) => ({
  ...(await load<typeof import('../../unit/domain/processes/world.ts')>()),
  ALL_PROCESSES: [(await import('../../toy/domain/processes/review.ts')).REVIEW],
}));

await import('./steps.test.ts');
