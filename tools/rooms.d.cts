/** A room's name, what is in it, the rooms it may know, and what that is good for. */
export const ROOMS: Array<[name: string, contents: string, known: string[], reason: string]>;
