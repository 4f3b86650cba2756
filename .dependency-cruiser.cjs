const { ROOMS } = require('./tools/rooms.cjs');

/** Who may import whom, types included. CONTRIBUTING.md shows the same table, and a test compares the two. */
const NODE = '^nodes/JumdataAiDraw';

/** What a room may know beside rooms. */
const OUTSIDE = {
	description: ['^node_modules/n8n-workflow'],
	n8n: ['^node_modules/n8n-workflow', '^(node:)?crypto$', '^credentials/signedRequest[.]ts$'],
};

const room = ([name, , allowed, comment]) => ({
	name: `room-${name}`,
	severity: 'error',
	comment,
	from: { path: `${NODE}/${name}/` },
	to: {
		pathNot: [
			...[name, ...allowed].map((it) => `${NODE}/${it}/`),
			`${NODE}/(failure|words)[.]ts$`,
			...(OUTSIDE[name] ?? []),
		],
	},
});

module.exports = {
	forbidden: [
		{
			name: 'no-circles',
			severity: 'error',
			comment: 'Files that import each other, types included, cannot be understood one at a time.',
			from: {},
			to: { circular: true },
		},
		...ROOMS.map(room),
		{
			name: 'no-room-for-failure-and-words',
			severity: 'error',
			comment: 'What every room knows knows no room.',
			from: { path: `${NODE}/(failure|words)[.]ts$` },
			to: { pathNot: `${NODE}/(failure|words)[.]ts$` },
		},
		{
			name: 'credentials-stand-alone',
			severity: 'error',
			comment: 'A credential knows nothing of the node.',
			from: { path: '^credentials/' },
			to: { pathNot: ['^credentials/', '^node_modules/n8n-workflow', '^(node:)?crypto$'] },
		},
		{
			name: 'node-meets-credential-in-signing',
			severity: 'error',
			from: { path: '^nodes/' },
			to: { path: '^credentials/', pathNot: '^credentials/signedRequest[.]ts$' },
		},
		{
			name: 'shipped-code-ships-alone',
			severity: 'error',
			comment: 'Nothing for development may be needed by what users install.',
			from: { path: '^(nodes|credentials)/' },
			to: { pathNot: ['^(nodes|credentials)/', '^node_modules/n8n-workflow', '^(node:)?crypto$'] },
		},
		{
			name: 'no-orphans',
			severity: 'error',
			comment: 'A file that nothing imports is dead.',
			from: { orphan: true, pathNot: '[.](node|credentials)[.]ts$' },
			to: {},
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsConfig: { fileName: 'tsconfig.dev.json' },
		tsPreCompilationDeps: true,
	},
};
