import type { DatabaseState, Rule } from './couch-database.ts';
import type { Account, NodeParts } from './couch-model.ts';
import { CouchNode } from './couch-model.ts';
import type { Random } from './random.ts';
import type { WorldTime } from './virtual-time.ts';

export type ClusterParts = {
  readonly time: WorldTime;
  readonly random: Random;
  readonly nodes: number;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly ruleOf: (database: string) => Rule;
};

/** How far one node's changes are at another one, and where that one was then. */
type Pushed = { readonly mine: number; readonly theirs: number };

export type ClusterState = {
  readonly databases: readonly (readonly [CouchNode, string, DatabaseState, string])[];
  readonly pushed: ReadonlyMap<string, readonly Pushed[]>;
};

/** Nodes that hand one another every change, unless they are cut apart. */
export const createCluster = ({ time, random, ...parts }: ClusterParts) => {
  const pushed = new Map<string, readonly Pushed[]>();
  const apart = new Set<string>();
  const way = (database: string, from: CouchNode, to: CouchNode): string =>
    `${database} ${from.name} ${to.name}`;

  const nodeParts = (name: string): NodeParts => ({
    ...{ name, accounts: parts.accounts, ruleOf: parts.ruleOf, nowMs: time.nowMs, later: time.later },
    // What of mine the other one had when it was at `seq`.
    sinceOf: (database, other, seq) =>
      (pushed.get(`${database} ${name} ${other}`) ?? [])
        .filter(({ theirs }) => theirs <= seq)
        .reduce((most, { mine }) => Math.max(most, mine), 0),
  });
  const nodes = Array.from({ length: parts.nodes }, (_, index) => new CouchNode(nodeParts(`n${index}`)));

  const replicate = (name: string, from: CouchNode, to: CouchNode): void => {
    const [source, target] = [from.databases.get(name), to.databases.get(name)];
    if (source === undefined || target === undefined || source.instance !== target.instance) return;
    const known = pushed.get(way(name, from, to)) ?? [];
    const since = known.at(-1)?.mine ?? 0;
    if (since === source.seq) return;
    for (const doc of source.revisionsAfter(since)) target.take(doc, 'replication');
    pushed.set(way(name, from, to), [...known, { mine: source.seq, theirs: target.seq }]);
  };

  const isCut = (a: CouchNode, b: CouchNode): boolean => apart.has(a.name) || apart.has(b.name);

  /** What is written on a node reaches the others a little later. */
  const follow = (name: string, from: CouchNode): void => {
    from.databases.get(name)?.onChange(() => {
      for (const to of nodes) {
        if (to === from) continue;
        time.later(1 + random.below(200), () => {
          if (!isCut(from, to)) replicate(name, from, to);
        });
      }
    });
  };

  let instances = 0;
  return {
    nodes,
    create: (name: string): void => {
      instances += 1;
      for (const [key] of pushed) if (key.startsWith(`${name} `)) pushed.delete(key);
      for (const node of nodes) {
        node.create(name, `i${instances}`);
        follow(name, node);
      }
    },
    /** The node hears and tells nothing of the others. */
    cut: (node: CouchNode): void => void apart.add(node.name),
    /** Everything each one has is everywhere. */
    join: (): void => {
      apart.clear();
      for (let round = 0; round < 2; round += 1) {
        for (const from of nodes) {
          for (const to of nodes) {
            if (from !== to) for (const name of from.databases.keys()) replicate(name, from, to);
          }
        }
      }
    },
    /** A backup of all files, as they are on each node. */
    backup: (): ClusterState => ({
      databases: nodes.flatMap((node) =>
        [...node.databases].map(([name, one]) => [node, name, one.snapshot(), one.instance] as const),
      ),
      pushed: new Map(pushed),
    }),
    restore: (state: ClusterState): void => {
      pushed.clear();
      for (const [key, value] of state.pushed) pushed.set(key, value);
      for (const [node, name, stored, instance] of state.databases) {
        const known = node.databases.get(name);
        if (known?.instance === instance) known.restore(stored);
      }
    },
  };
};

export type Cluster = ReturnType<typeof createCluster>;
