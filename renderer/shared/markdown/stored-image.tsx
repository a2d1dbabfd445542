import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { isShowable } from './addresses.ts';

/** The bytes of a stored image as a `data:` or `blob:` URL, or null when they are not there. Keep it the same function between renders. */
export type ImageUrl = (id: string) => Promise<string | null>;

type StoredImageProps = { readonly id: string; readonly alt: string; readonly imageUrl: ImageUrl };

/** How far from being seen an image is asked for. */
const NEAR = '600px';

type Shown = { readonly state: 'waiting' | 'missing' } | { readonly state: 'there'; readonly url: string };

/** A stored image; its bytes are asked for when it comes near what is seen. Until then, and without them, its words stand for it. */
export const StoredImage = ({ id, alt, imageUrl }: StoredImageProps): ReactNode => {
  const t = useText('markdown');
  const place = useRef<HTMLSpanElement>(null);
  const [shown, setShown] = useState<Shown>({ state: 'waiting' });
  useEffect(() => {
    let isCurrent = true;
    const show = (url: string | null): void => {
      if (!isCurrent) return;
      setShown(url !== null && isShowable(url) ? { state: 'there', url } : { state: 'missing' });
    };
    const watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        watcher.disconnect();
        imageUrl(id).then(show, () => show(null));
      },
      { rootMargin: NEAR },
    );
    if (place.current !== null) watcher.observe(place.current);
    return () => {
      isCurrent = false;
      watcher.disconnect();
    };
  }, [id, imageUrl]);
  const name = alt === '' ? t('image') : alt;
  if (shown.state === 'there') {
    return (
      <img
        src={shown.url}
        alt={name}
        title={name}
        loading="lazy"
        decoding="async"
        onError={() => setShown({ state: 'missing' })}
      />
    );
  }
  return (
    <span ref={place} className="image-place" role="img" aria-label={name}>
      {shown.state === 'missing' ? t('imageMissing', { name }) : name}
    </span>
  );
};
