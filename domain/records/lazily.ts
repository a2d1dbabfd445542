/** What `make` gives, made when it is first asked for: a table that few starts look into costs the others nothing. */
export const lazily = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
