import type { Connection, Row, SqlParams } from '#main/host/storage/driver.ts';
import type { DiskImage, Disks } from './disks.ts';
import type { SimProcess } from './virtual-time.ts';

/** The process was killed, or the power went: nothing after it happened. */
export class PowerCut extends Error {
  constructor() {
    super('the power went (simulated)');
  }
}

/** Set before a write: how many are to go well, and whether the last one is on the disk when the power goes. */
type Fuse = { left: number; readonly isWritten: boolean };

/**
 * A notebook: a disk that survives its processes, and a clock. The disk is SQLite in memory: a statement or transaction is there as a whole or
 * not at all, and once it was acknowledged it stays, as with `synchronous=FULL`.
 */
export class Machine {
  readonly name: string;
  clockOffsetMs = 0;
  private disk: Connection;
  private readonly disks: Disks;
  private process: SimProcess | null = null;
  private fuse: Fuse | null = null;
  onPowerCut: () => void = () => {};

  /** `isCopied`: whether an image of its disk will be taken. */
  constructor(name: string, disks: Disks, isCopied: boolean) {
    this.name = name;
    this.disks = disks;
    this.disk = disks.fresh(isCopied);
  }

  /** A new process; the one before must be dead. */
  boot(): { readonly process: SimProcess; readonly connection: Connection } {
    this.fuse = null;
    const process: SimProcess = {
      name: this.name,
      isAlive: true,
      clockOffsetMs: () => this.clockOffsetMs,
      rxdbClock: { ms: 0, sub: 0 },
    };
    this.process = process;
    return { process, connection: this.connectionOf(process) };
  }

  running(): SimProcess | null {
    return this.process?.isAlive === true ? this.process : null;
  }

  /** The power goes after so many writes to the disk from now on; the last one may have got there. */
  cutAfter(writes: number, isWritten: boolean): void {
    this.fuse = { left: writes, isWritten };
  }

  isFused(): boolean {
    return this.fuse !== null;
  }

  cutNow(): void {
    if (this.process !== null) this.process.isAlive = false;
    this.fuse = null;
    this.onPowerCut();
  }

  image(): DiskImage {
    return this.disks.imageOf(this.disk);
  }

  /** Puts an older state of the disk in the place of this one. No process may be running. */
  restore(image: DiskImage): void {
    this.disk = this.disks.from(image);
  }

  private connectionOf(process: SimProcess): Connection {
    const { disk } = this;
    let isInTransaction = false;
    const alive = (): void => {
      if (!process.isAlive) throw new PowerCut();
    };
    const blow = (): void => {
      this.cutNow();
      throw new PowerCut();
    };
    /** One write to the disk, which may be the last. */
    const durable = <T>(work: () => T): T => {
      alive();
      if (isInTransaction || this.fuse === null) return work();
      this.fuse.left -= 1;
      const isLast = this.fuse.left <= 0;
      const { isWritten } = this.fuse;
      if (isLast && !isWritten) blow();
      const result = work();
      if (isLast) blow();
      return result;
    };
    const transaction: Connection['transaction'] = (work) =>
      durable(() =>
        disk.transaction(() => {
          isInTransaction = true;
          try {
            return work();
          } finally {
            isInTransaction = false;
          }
        }),
      );
    return {
      path: disk.path,
      readonly: false,
      prepare: (sql) => {
        alive();
        const statement = disk.prepare(sql);
        return {
          run: (params: SqlParams) => durable(() => statement.run(params)),
          get: (params: SqlParams): Row | undefined => {
            alive();
            return statement.get(params);
          },
          all: (params: SqlParams): Row[] => {
            alive();
            return statement.all(params);
          },
          each: (params, visit) => {
            alive();
            statement.each(params, visit);
          },
          columns: statement.columns,
        };
      },
      exec: (sql) => durable(() => disk.exec(sql)),
      transaction,
      within: (work) => (isInTransaction ? work() : transaction(work)),
      isOpen: disk.isOpen,
      close: async () => {},
    };
  }
}
