// Loads what a package's n8n section names as n8n does, by the class that a file is named after, and
// prints what it says of itself. Node.js finds other packages from the package's own place alone.
const { readFileSync } = require('node:fs');
const { basename, join } = require('node:path');

const [folder] = process.argv.slice(2);
const { n8n } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

function instanceIn(path) {
	const [className] = basename(path).split('.');
	return new (require(join(folder, path))[className])();
}

const nodes = n8n.nodes.map((path) => {
	const { name, icon } = instanceIn(path).description;
	return { path, name, icon };
});
const credentials = n8n.credentials.map((path) => {
	const { name, icon } = instanceIn(path);
	return { path, name, icon };
});
console.log(JSON.stringify({ nodes, credentials }));
