const { dirname } = require('node:path');

const transform = {
	'^.+\\.c?ts$': [
		'@swc/jest',
		{
			jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
			module: { type: 'commonjs' },
			sourceMaps: 'inline',
		},
	],
};

const shared = {
	transform,
	moduleFileExtensions: ['ts', 'cts', 'js', 'cjs', 'mjs', 'json', 'node'],
	testEnvironment: 'node',
	// A whole n8n lies in the one, copies of this project in the other: packages of the same names as ours.
	modulePathIgnorePatterns: ['<rootDir>/e2e/', '<rootDir>/.stryker-tmp/'],
};

/** Where the copy of a package lies that n8n-core 1.x itself would load. */
const of1x = (name) =>
	dirname(
		require.resolve(`${name}/package.json`, {
			paths: [require.resolve('n8n-core-1x/package.json')],
		}),
	);

/** The same engine tests run on both engines: the mapping alone decides which one. */
module.exports = {
	// No test depends on how fast the machine is; this only ends what hangs.
	// Both cores of a small machine, too: Jest leaves one of them to itself otherwise.
	maxWorkers: '100%',
	testTimeout: 300_000,
	projects: [
		{
			...shared,
			displayName: 'units',
			testMatch: ['<rootDir>/test/**/*.test.cts'],
			testPathIgnorePatterns: ['<rootDir>/test/engine/'],
		},
		{
			...shared,
			displayName: 'engine 2.x',
			testMatch: ['<rootDir>/test/engine/**/*.test.cts'],
		},
		{
			...shared,
			displayName: 'engine 1.x',
			testMatch: ['<rootDir>/test/engine/**/*.test.cts'],
			moduleNameMapper: {
				'^n8n-core$': of1x('n8n-core-1x'),
				'^n8n-core/(.*)$': `${of1x('n8n-core-1x')}/$1`,
				'^n8n-workflow$': of1x('n8n-workflow'),
				'^@n8n/di$': of1x('@n8n/di'),
			},
		},
	],
};
