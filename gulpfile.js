const { Transform } = require('node:stream');
const { dest, parallel, src } = require('gulp');
const { format, resolveConfig } = require('prettier');

/** Copies what TypeScript leaves behind: icons and the codex file. */
function assets() {
	return src('nodes/**/*.{svg,json}', { base: '.', encoding: false }).pipe(dest('dist'));
}

async function inHouseForm(file) {
	const options = { ...(await resolveConfig(file.path)), filepath: file.path };
	file.contents = Buffer.from(await format(file.contents.toString(), options));
	return file;
}

/** Writes the compiled code in the form of the sources: as easy to read, and a tenth smaller. */
function code() {
	const formatted = new Transform({
		objectMode: true,
		transform: (file, _, done) => inHouseForm(file).then((it) => done(null, it), done),
	});
	return src('dist/**/*.js').pipe(formatted).pipe(dest('dist'));
}

exports.default = parallel(assets, code);
