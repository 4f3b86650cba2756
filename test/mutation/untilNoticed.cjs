const { basename, dirname } = require('node:path');
const { default: TestRunner } = require('jest-runner');

/**
 * For the mutation test: runs one file of tests after the other, the likeliest to notice first, and
 * ends with the one that does. (Jest itself can end early only with its process.)
 */
module.exports = class UntilNoticed extends TestRunner {
	async runTests(tests, watcher, options) {
		let isNoticed = false;
		this.on('test-file-success', ([, { numFailingTests }]) => {
			isNoticed ||= numFailingTests > 0;
		});
		const [mutated = ''] = this._globalConfig.nonFlagArgs;
		for (const test of tests.sort((a, b) => rank(a, mutated) - rank(b, mutated))) {
			if (!isNoticed) await super.runTests([test], watcher, { ...options, serial: true });
		}
	}
};

/** Its own test, its neighbours', whole runs, the others, and at last whole executions with faults. */
function rank({ path }, mutated) {
	const folder = dirname(path);
	if (basename(path, '.test.cts') === basename(mutated, '.ts')) return 0;
	if (folder.endsWith('/JumdataAiDraw')) return 2;
	if (path.includes('/faults/')) return 4;
	return basename(folder) === basename(dirname(mutated)) ? 1 : 3;
}
