/**
 * Offers a text as a file. Where it goes the person is asked by the system; nothing is written without that.
 * `type` is the file's media type.
 */
export const offerText = (name: string, type: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download holds the bytes once it has begun, which it has when this turn is over.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
