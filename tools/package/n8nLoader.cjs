// Loads the package in a folder with the loader of the n8n-core that is named, as n8n does with an installed
// package, and prints what the editor would know of its nodes.
require('reflect-metadata');

const [core, folder] = process.argv.slice(2);
const { PackageDirectoryLoader } = require(`${core}/dist/nodes-loader/package-directory-loader`);

const loader = new PackageDirectoryLoader(folder);
void loader.loadAll().then(() => {
	const nodes = loader.types.nodes.map(({ name, codex }) => ({ name, codex }));
	const credentials = loader.types.credentials.map(({ name }) => ({ name }));
	console.log(JSON.stringify({ nodes, credentials }));
});
