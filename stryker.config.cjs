/** Changes the shipped code in small ways and counts how many of the changes the unit tests notice. */
module.exports = {
	testRunner: 'mocha',
	mochaOptions: {
		require: ['tsx/cjs', './test/mutation/jestInMocha.cjs'],
		// Parts before whole runs, whole runs before executions with faults: the first that notices is enough.
		spec: [
			'test/credentials/*.test.cts',
			'test/nodes/JumdataAiDraw/{async,pacing,looking,jumdata,rows,images,run,operations}/*.test.cts',
			'test/nodes/JumdataAiDraw/{n8n/!(testJumdataApi),*}.test.cts',
			'test/faults/*.test.cts',
		],
	},
	coverageAnalysis: 'perTest',
	mutate: [
		'credentials/{signingFields,signedRequest,multipart}.ts',
		'nodes/JumdataAiDraw/{async,pacing,looking,jumdata,rows,images,run,operations}/**/*.ts',
		'nodes/JumdataAiDraw/n8n/{runItems,openLedger,parameters,http,nodeErrors,connectionProblem}.ts',
	],
	reporters: ['clear-text', 'html', 'progress'],
	htmlReporter: { fileName: 'reports/mutation.html' },
	clearTextReporter: { logTests: false, reportTests: false },
	thresholds: { high: 95, low: 85, break: 85 },
	ignoreStatic: true,
	concurrency: 2,
	timeoutMS: 5_000,
	tempDirName: '.stryker-tmp',
	ignorePatterns: ['demo-output', 'docs', 'e2e', 'dist', 'reports'],
};
