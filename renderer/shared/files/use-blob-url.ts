import { useEffect, useState } from 'react';
import { readBlob } from './file-client.ts';

/** The address of a file's bytes for this page alone, let go of when it is not shown any more; null: not there (yet). */
export const useBlobUrl = (id: string | null, mediaType: string): string | null => {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    setUrl(null);
    if (id === null) return undefined;
    let made: string | null = null;
    let isCurrent = true;
    void readBlob(id, mediaType).then((read) => {
      if (!isCurrent || !read.ok) return;
      made = URL.createObjectURL(read.data);
      setUrl(made);
    });
    return () => {
      isCurrent = false;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [id, mediaType]);
  return url;
};
