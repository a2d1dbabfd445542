/** The team of a ticket that somebody takes on: it stays where it is one of theirs; else the first of theirs; and as it is, where they have none. */
export const teamForMe = (
  teamId: string | null,
  { teamIds }: { readonly teamIds: readonly string[] },
): string | null => (teamId !== null && teamIds.includes(teamId) ? teamId : (teamIds[0] ?? teamId));
