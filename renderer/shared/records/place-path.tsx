import '#renderer/shared/ui/cells.css';
import type { ReactNode } from 'react';

const SEPARATOR = ' / ';

/** A place in a narrow cell: what is too long is cut in front of its last part, the room, which tells it from its neighbours. */
export const PlacePath = ({ path }: { readonly path: string | null }): ReactNode => {
  if (path === null) return null;
  const at = path.lastIndexOf(SEPARATOR);
  if (at < 0) return path;
  return (
    <span className="place-path" title={path}>
      <span>{path.slice(0, at)}</span>
      <span>{path.slice(at)}</span>
    </span>
  );
};
