/**
 * For the mutation test: Mocha reads the unit tests, which are written for Jest. It keeps them loaded
 * from one mutant to the next, so that each costs a fraction of a second instead of several.
 */
const { expect } = require('expect');
const fastCheck = require('fast-check');
const { bind } = require('jest-each');
const { ModuleMocker } = require('jest-mock');
const { interfaces } = require('mocha');

// That a property fails is enough here, and shrinking takes longest.
fastCheck.configureGlobal({ endOnFailure: true });

const { bdd } = interfaces;
interfaces.bdd = function jestInMocha(suite) {
	bdd(suite);
	suite.on('pre-require', (globals) => {
		const { it: test } = globals;
		// Without limits of time: Mocha would let a test that takes too long go on beside the next.
		const it = (title, check) => test(title, async () => await check());
		it.each = bind(it, false);
		Object.assign(globals, { it, test: it, expect, jest: new ModuleMocker(globalThis) });
	});
};
