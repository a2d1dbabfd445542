import {
  COLLECTIONS,
  type CollectionName,
  databaseNameOf,
  formerDatabaseOf,
} from '#domain/records/collections.ts';
import { ROLES } from '#domain/records/common.ts';

/** A Mango index as CouchDB's `_index` takes it. */
export type IndexDefinition = { readonly name: string; readonly fields: readonly string[] };

/** What one collection needs on the central side, apart from its validation function. */
export type DatabaseDefinition = {
  readonly collection: CollectionName;
  readonly name: string;
  /** Where an older Deskhand kept these records. */
  readonly formerName: string | null;
  readonly indexes: readonly IndexDefinition[];
};

/** Every Deskhand account carries this role and the roles of its work. */
export const MEMBER_ROLE = 'deskhand-member';

/** The design document that holds the validation function and by whose `generation` a recreated database is noticed. */
export const DESIGN_DOC_ID = '_design/deskhand';

/**
 * `_security` of every Deskhand database. Database admins could replace the validation function, so that stays with the
 * server's admins; Deskhand's own administrators are members with more rights in the rules.
 */
export const DATABASE_SECURITY = {
  admins: { names: [], roles: ['_admin'] },
  members: { names: [], roles: [MEMBER_ROLE, ...ROLES] },
} as const;

/** Only what runs on the server needs an index there: consoles query their own store. */
const INDEXES: Partial<Record<CollectionName, readonly IndexDefinition[]>> = {
  tickets: [{ name: 'open-by-due', fields: ['active', 'dueAt'] }],
  orders: [{ name: 'open-by-due', fields: ['active', 'dueAt'] }],
};

/** The databases of one Deskhand installation, in the order of the collections. */
export const databaseDefinitions = (prefix: string): readonly DatabaseDefinition[] =>
  COLLECTIONS.map((collection) => ({
    collection,
    name: databaseNameOf(prefix, collection),
    formerName: formerDatabaseOf(prefix, collection),
    indexes: INDEXES[collection] ?? [],
  }));
