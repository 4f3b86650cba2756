/**
 * Each room of the node, what is in it, the rooms it may know, and what that is good for. Every room may
 * know `failure` and `words`. CONTRIBUTING.md shows this table, and test/docs/rooms.test.cts compares.
 */
exports.ROOMS = [
	[
		'async',
		'clock, time limits, a semaphore, backoff',
		[],
		'time and turns can be understood and tested with nothing around them',
	],
	[
		'pacing',
		'how fast requests go, and how many at once',
		['async'],
		'it is decided without n8n and Jumdata',
	],
	[
		'looking',
		'when to check something that will be done some day',
		['async', 'pacing'],
		'it is decided without n8n and Jumdata',
	],
	[
		'jumdata',
		"Jumdata's language: client, answers, codes, what an answer proves",
		[],
		"it can be read beside Jumdata's page",
	],
	[
		'rows',
		'what a cell means; the options; the names of the operations',
		['jumdata'],
		'what a cell means depends on nothing that happens',
	],
	[
		'images',
		'from a link to a file',
		['async'],
		'an image is fetched in the same way, whoever asks for it',
	],
	[
		'run',
		'what the rows of one run share: purchases, progress, the end',
		['async', 'pacing', 'looking', 'jumdata', 'rows', 'images'],
		'it knows nothing of n8n',
	],
	[
		'operations',
		'what one operation does with one row; many rows at once',
		['async', 'pacing', 'looking', 'jumdata', 'rows', 'images', 'run'],
		'an operation sees one row and the run, never n8n',
	],
	[
		'description',
		'the form',
		['rows', 'jumdata'],
		'the form describes; it sends and computes nothing',
	],
	[
		'n8n',
		'all that knows n8n: parameters, requests, storage, errors',
		['async', 'pacing', 'looking', 'jumdata', 'rows', 'images', 'run', 'operations', 'description'],
		'a change of n8n changes one room',
	],
];
