const { dest, src } = require('gulp');

/** Copies what TypeScript leaves behind: the icons. */
exports.default = () => src('nodes/**/*.svg', { base: '.', encoding: false }).pipe(dest('dist'));
