/** The RxDatabase's name, under which the storage registers its tables. Changing it would lose sight of every record. */
export const DATABASE_NAME = 'deskhand';
