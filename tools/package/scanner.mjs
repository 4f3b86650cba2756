// n8n's own scanner over a folder: `scanner.mjs package <folder>` for what users install,
// `scanner.mjs source <folder>` for the repository. Prints what it finds.
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const [what, folder] = process.argv.slice(2);
// As the scanner reads the two when it scans a published package: it knows the rules for names of files in sources only.
const patterns = what === 'source' ? SOURCE_FILE_PATTERNS : ['**/*.js', 'package.json'];
const { passed, message, details } = await analyzePackage(folder, patterns);
if (!passed) console.error(details ?? message);
process.exitCode = passed ? 0 : 1;
