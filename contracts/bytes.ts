const byteLength = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength')?.get;

/** How many bytes a buffer of a message holds; null for anything else. A message comes from another context, whose buffers are no instances of this one's. */
export const bytesIn = (value: unknown): number | null => {
  try {
    return (byteLength?.call(value) as number | undefined) ?? null;
  } catch {
    return null;
  }
};
