// Preloaded: whoever asks for n8n's packages in this process gets those of n8n 1.x.
const Module = require('node:module');
const { dirname } = require('node:path');

const core = dirname(require.resolve('n8n-core-1x/package.json'));
const moved = new Map([
	['n8n-core', core],
	['n8n-workflow', require.resolve('n8n-workflow', { paths: [core] })],
	['@n8n/di', require.resolve('@n8n/di', { paths: [core] })],
]);

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
	return resolve.call(this, moved.get(request) ?? request, ...rest);
};
