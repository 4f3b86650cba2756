import { subscribe } from 'node:diagnostics_channel';

let count = 0;

subscribe('http.client.request.start', () => count++);

/** How many HTTP requests have left this process: known at once, before a server hears of them. */
export const sentRequests = (): number => count;
