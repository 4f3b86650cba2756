const [units] = require('./jest.config.cjs').projects;

/** The unit tests of the shipped code alone, as the mutation test runs them: as few of them as will do. */
module.exports = {
	...units,
	displayName: undefined,
	testMatch: ['nodes', 'credentials', 'faults'].map(
		(folder) => `<rootDir>/test/${folder}/**/*.test.cts`,
	),
	runner: '<rootDir>/test/mutation/untilNoticed.cjs',
	testEnvironment: require.resolve('./test/mutation/oneN8nWorkflow.cjs'),
	moduleNameMapper: { '^n8n-workflow$': '<rootDir>/test/mutation/n8nWorkflow.cjs' },
	setupFiles: ['<rootDir>/test/mutation/withoutShrinking.cjs'],
};
