const { build } = require('esbuild');
const { dest, parallel, src } = require('gulp');
const { n8n } = require('./package.json');

/** What n8n loads, and what the two sign with, which exists once. */
const SHARED = 'credentials/signedRequest.ts';
const entryPoints = [...n8n.nodes, ...n8n.credentials]
	.map((path) => path.replace(/^dist\/(.*)\.js$/, '$1.ts'))
	.concat(SHARED);

/** Copies what TypeScript leaves behind: icons and the codex file. */
function assets() {
	return src('nodes/**/*.{svg,json}', { base: '.', encoding: false }).pipe(dest('dist'));
}

/** Puts each of them with all that it imports into one small file; TypeScript has checked them. */
async function code() {
	await build({
		entryPoints,
		outbase: '.',
		outdir: 'dist',
		bundle: true,
		external: ['n8n-workflow', '*/signedRequest'],
		platform: 'node',
		format: 'cjs',
		target: 'es2022',
		charset: 'utf8',
		minify: true,
		logLevel: 'warning',
	});
}

exports.default = parallel(assets, code);
