/** Who may import whom. CONTRIBUTING.md says why. */
const NODE = '^nodes/JumdataAiDraw';

/** Only these may be imported, besides itself. */
const only = (name, from, allowed, comment) => ({
	name,
	severity: 'error',
	comment,
	from: { path: from },
	to: { pathNot: [from, ...allowed] },
});

module.exports = {
	forbidden: [
		{
			name: 'no-circles',
			severity: 'error',
			comment: 'Files that import each other cannot be understood one at a time.',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
		},
		only('flow-is-pure', `${NODE}/flow/`, [], 'flow knows neither n8n nor Jumdata.'),
		only(
			'api-speaks-jumdata',
			`${NODE}/api/`,
			[`${NODE}/flow/`],
			"api is Jumdata's language and knows no n8n.",
		),
		only(
			'images-know-no-n8n',
			`${NODE}/images/`,
			[
				`${NODE}/(api|flow)/`,
				// types alone
				`${NODE}/(parameters|operations/run)[.]ts$`,
			],
			'images get their bytes handed in.',
		),
		only(
			'operations-know-no-n8n',
			`${NODE}/operations/`,
			[
				`${NODE}/(api|flow|images)/`,
				`${NODE}/(counted|parameters|batch/(progress|purchases)|description/options)[.]ts$`,
			],
			'An operation sees one row and the run, never n8n.',
		),
		only(
			'the-form-does-nothing',
			`${NODE}/description/`,
			[`${NODE}/api/values[.]ts$`, '^node_modules/n8n-workflow'],
			'The form describes; it sends and computes nothing.',
		),
		{
			name: 'one-file-sends',
			severity: 'error',
			comment: "http.ts alone touches n8n's request helpers; only the batch is handed it.",
			from: { path: '^nodes/', pathNot: `${NODE}/batch/batch[.]ts$` },
			to: { path: `${NODE}/http[.]ts$` },
		},
		only(
			'credentials-stand-alone',
			'^credentials/',
			['^node_modules/n8n-workflow', '^(node:)?crypto$'],
			'A credential knows nothing of the node.',
		),
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
