/**
 * What one line in each of the lists of processes adds, for `vi.mock` of those files: a test file has its modules to itself, so what is
 * added to a list here is seen by everything that reads it there, and nowhere else.
 */
type Tables = typeof import('#domain/fields/tables.ts');
type Processes = typeof import('#domain/processes/registry.ts');
type ContractList = typeof import('#contracts/registry.ts');
type HandlerList = typeof import('#main/host/features/all-handlers.ts');

export const inTables = async (load: () => Promise<Tables>): Promise<Tables> => {
  const [tables, { REVIEW_FIELDS }] = [await load(), await import('./domain/fields/reviews.ts')];
  Object.assign(tables.FIELD_TABLES.tickets, { review: REVIEW_FIELDS });
  return tables;
};

export const inProcesses = async (load: () => Promise<Processes>): Promise<Processes> => {
  const [processes, { REVIEW }] = [await load(), await import('./domain/processes/review.ts')];
  Object.assign(processes.PROCESSES, { review: REVIEW });
  return processes;
};

export const inContracts = async (load: () => Promise<ContractList>): Promise<ContractList> => {
  const [contracts, { reviewsContract }] = [await load(), await import('./contracts/reviews.ts')];
  Object.assign(contracts.CONTRACTS, { reviews: reviewsContract });
  return contracts;
};

export const inHandlers = async (load: () => Promise<HandlerList>): Promise<HandlerList> => {
  const [handlers, { reviewsHandlers }] = [
    await load(),
    await import('./main/host/features/reviews/reviews.handlers.ts'),
  ];
  Object.assign(handlers.ALL_HANDLERS, { reviews: reviewsHandlers });
  return handlers;
};
