const { dest, src } = require('gulp');

/** Copies what TypeScript leaves behind: icons and the codex file. */
function assets() {
	return src('nodes/**/*.{svg,json}', { base: '.', encoding: false }).pipe(dest('dist'));
}

exports.default = assets;
