// Makes the package's credential throw, and prints the error as it would stand in a log.
const { join } = require('node:path');

const [folder] = process.argv.slice(2);
const { n8n } = require(join(folder, 'package.json'));
const { JumdataApi } = require(join(folder, n8n.credentials[0]));

new JumdataApi()
	.authenticate({ appId: '' }, { url: 'https://example.com' })
	.catch((error) => console.log(error.stack));
