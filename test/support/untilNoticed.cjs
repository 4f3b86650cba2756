const { default: TestRunner } = require('jest-runner');

/**
 * For the mutation test: runs one file of tests after the other, the quick ones first, and ends with
 * the first that notices the mutant. (Jest itself can end early only with its process.)
 */
module.exports = class UntilNoticed extends TestRunner {
	async runTests(tests, watcher, options) {
		let isNoticed = false;
		this.on('test-file-success', ([, { numFailingTests }]) => {
			isNoticed ||= numFailingTests > 0;
		});
		for (const test of tests.sort((a, b) => costOf(a) - costOf(b))) {
			if (!isNoticed) await super.runTests([test], watcher, { ...options, serial: true });
		}
	}
};

/** Tests of one function, of whole runs on virtual time, and of whole executions with faults. */
function costOf({ path }) {
	if (path.includes('/faults/')) return 2;
	return /\/nodes\/JumdataAiDraw\/[^/]+$/.test(path) ? 1 : 0;
}
