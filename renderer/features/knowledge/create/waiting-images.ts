/**
 * Images of an article that does not exist yet. Each waits in a draft of its own on this device, so that the form's draft, saved while
 * somebody types, does not carry them; the text names them by the draft's id until the article is made.
 */

/** Name of the draft that an image waits in. */
export const imageKey = (id: string): string => `article-image:${id}`;

/** The ids of images that wait in the form's draft. */
export const waitingImages = ({ images }: Readonly<Record<string, unknown>>): readonly string[] =>
  Array.isArray(images) ? images.filter((id): id is string => typeof id === 'string') : [];
