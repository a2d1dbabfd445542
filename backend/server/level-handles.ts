import leveldownPackage from 'leveldown';

type Callback<T> = (error: Error | null, value: T) => void;

/** The part of LevelDB's binding that reading changes needs. */
export type LevelHandle = {
  iterator(options: Readonly<Record<string, unknown>>): {
    next(callback: (error: Error | null, key?: string, value?: string) => void): void;
    end(callback: (error: Error | null) => void): void;
  };
  getMany(
    keys: readonly string[],
    options: { readonly asBuffer: false },
    callback: Callback<readonly (string | undefined)[]>,
  ): void;
};

type Leveldown = { (path: string): LevelHandle; destroy(path: string, callback: Callback<void>): void };
const leveldown = leveldownPackage as Leveldown;

const handles = new Map<string, LevelHandle>();

/**
 * What PouchDB opens its stores with: LevelDB's own binding, noting the handle of each store on the way. PouchDB keys its
 * open stores by the function's name.
 */
export const notingLeveldown: Leveldown = Object.assign(
  function notingLeveldown(path: string): LevelHandle {
    const handle = leveldown(path);
    handles.set(path, handle);
    return handle;
  },
  {
    destroy: (path: string, callback: Callback<void>): void => {
      handles.delete(path);
      leveldown.destroy(path, callback);
    },
  },
);

/** The handle behind an open store; null for stores in memory. */
export const levelHandleOf = (path: string): LevelHandle | null => handles.get(path) ?? null;
