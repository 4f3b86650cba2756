/** Each room, the rooms it may know, and what that is good for; every room may know `failure` and `words`. */
exports.ROOMS = [
	['async', [], 'time and turns can be understood and tested with nothing around them'],
	['pacing', ['async'], 'how fast and how many at once is decided without n8n and Jumdata'],
	['looking', ['async', 'pacing'], 'when to check what will be done some day, likewise'],
	['jumdata', [], "Jumdata's language can be read beside the vendor's page"],
	['rows', ['jumdata'], 'what a cell means depends on nothing that happens'],
	['images', ['async'], 'an image is fetched the same way, whoever asks for it'],
	[
		'run',
		['async', 'pacing', 'looking', 'jumdata', 'rows', 'images'],
		'what one run shares knows nothing of n8n',
	],
	[
		'operations',
		['async', 'pacing', 'looking', 'jumdata', 'rows', 'images', 'run'],
		'an operation sees one row and the run, never n8n',
	],
	['description', ['rows', 'jumdata'], 'the form describes; it sends and computes nothing'],
];
