const { TestEnvironment } = require('jest-environment-node');

/** For the mutation test: loads n8n-workflow, which takes a second, once for all files of tests. */
module.exports = class OneN8nWorkflow extends TestEnvironment {
	constructor(config, context) {
		super(config, context);
		// Its errors and those of the tests must be of one class.
		this.global.Error = Error;
		this.global.n8nWorkflow = require('n8n-workflow');
	}
};
