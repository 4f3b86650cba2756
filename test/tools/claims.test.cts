import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOf, CLAIMS, MOST_BYTES } from '../../tools/package/claims.cts';
import { scan } from '../../tools/package/scan.cts';
import {
	packAndUnpack,
	putWorkflowBeside,
	readUnpacked,
	type UnpackedPackage,
} from '../../tools/package/unpacked.cts';
import { build } from '../support/build.cts';

const NODE = 'dist/nodes/JumdataAiDraw/JumdataAiDraw.node';
const SIGNING = 'dist/credentials/signedRequest';
const ICON = 'dist/nodes/JumdataAiDraw/jumdata.dark.svg';

/** Something that could go wrong with a package, done to the copy in `folder`. */
type Mishap = (folder: string) => void;

let packed: UnpackedPackage;
let remove: () => void;
let elsewhere: string;

beforeAll(() => {
	build();
	({ unpacked: packed, remove } = packAndUnpack());
});

afterAll(() => remove());

beforeEach(() => (elsewhere = mkdtempSync(join(tmpdir(), 'mishap-'))));

afterEach(() => rmSync(elsewhere, { recursive: true }));

function brokenBy(mishap: Mishap): UnpackedPackage {
	const folder = join(elsewhere, 'node_modules', packed.manifest.name);
	cpSync(packed.folder, folder, { recursive: true });
	putWorkflowBeside(folder);
	mishap(folder);
	return readUnpacked(folder);
}

/** What a claim says against the broken package that it does not say against the whole one. */
function noticed(says: RegExp, mishap: Mishap): string[] {
	const [claim, ...others] = CLAIMS.filter((it) => says.test(it.says));
	expect(others).toEqual([]);
	const known = claim.problemsOf(packed);
	return claim.problemsOf(brokenBy(mishap)).filter((problem) => !known.includes(problem));
}

const without =
	(path: string): Mishap =>
	(folder) =>
		rmSync(join(folder, path));

const adding =
	(path: string, text: string): Mishap =>
	(folder) =>
		writeFileSync(join(folder, path), text);

const changing =
	(path: string, from: string | RegExp, to: string): Mishap =>
	(folder) => {
		const text = readFileSync(join(folder, path), 'utf8');
		const changed = text.replace(from, to);
		expect(changed).not.toBe(text);
		writeFileSync(join(folder, path), changed);
	};

const declaring = (fields: object): Mishap =>
	changing('package.json', /^\{/, `{ ${JSON.stringify(fields).slice(1, -1)},`);

const withoutField = (name: string): Mishap =>
	changing('package.json', `"${name}":`, `"_${name}":`);

const requiring = (name: string): Mishap => changing(`${NODE}.js`, /^/, `require('${name}');\n`);

describe('before a release it is noticed when the package', () => {
	it.each<[string, RegExp, Mishap]>([
		['lacks a compiled file', /every file/, without(`${SIGNING}.js`)],
		['lacks an icon', /every file/, without(ICON)],
		['lacks the codex file', /every file/, without(`${NODE}.json`)],
		['lacks the license', /every file/, without('LICENSE.md')],
		['holds a test', /nothing else/, adding('dist/http.test.js', '')],
		['lacks a source map', /every file/, without(`${NODE}.js.map`)],
		['lacks declarations', /every file/, without(`${NODE}.d.ts`)],
		['holds what was built of no source', /nothing else/, adding('dist/nodes/old.js', '')],
		['holds a source', /nothing else/, adding(`${NODE}.ts`, '')],
		['holds an icon that nobody shows', /nothing else/, adding('dist/nodes/old.svg', '<svg/>')],
		['is too large', /1 MB/, adding('dist/big.js', ' '.repeat(MOST_BYTES))],
		['is minified', /can be read/, adding('dist/small.js', `\n${'a;'.repeat(501)}`)],
		['refers to no map', /a map/, changing(`${SIGNING}.js`, /^.*sourceMappingURL.*$/m, '')],
		['has an empty map', /a map/, adding(`${SIGNING}.js.map`, '')],
		['has a map without sources', /a map/, changing(`${SIGNING}.js.map`, 'Content', '')],
		[
			'has the map of another file',
			/a map/,
			changing(`${SIGNING}.js.map`, /"sources":\[".*?"\]/, '"sources":["../../signingFields.ts"]'),
		],
		['has the map of another version', /a map/, changing(`${SIGNING}.js.map`, 'App ID', 'AppID')],
		['has a map of other lines', /thrown error/, changing(`${SIGNING}.js`, /^/, '\n')],
		['gives no map to whoever wants one', /thrown error/, without(`${SIGNING}.js.map`)],
		['lacks the node that it names', /n8n section/, without(`${NODE}.js`)],
		['names no credential', /n8n section/, withoutField('credentials')],
		['is not strict', /n8n section/, changing('package.json', '"strict": true', '"strict": false')],
		['has a dependency', /nothing but n8n-workflow/, declaring({ dependencies: { axios: '1' } })],
		['bundles one', /nothing but n8n-workflow/, declaring({ bundledDependencies: ['axios'] })],
		['wants one', /nothing but n8n-workflow/, declaring({ optionalDependencies: { axios: '1' } })],
		[
			'has another peer',
			/nothing but n8n-workflow/,
			changing('package.json', /("n8n-workflow": "[*]")/, '$1, "axios": "1"'),
		],
		['runs a script', /no script/, changing('package.json', '"build":', '"postinstall":')],
		[
			'runs a script at its making',
			/no script/,
			changing('package.json', '"build":', '"prepare":'),
		],
		['overrides versions', /overrides/, declaring({ overrides: { axios: '1' } })],
		[
			'is not found by its keyword',
			/keyword/,
			changing('package.json', 'n8n-community-node-package', 'n8n-node'),
		],
		['is not free', /keyword/, changing('package.json', '"MIT"', '"UNLICENSED"')],
		['says otherwise in its license', /keyword/, changing('LICENSE.md', 'MIT License', 'License')],
		['needs what is not there', /bare folder/, requiring('axios')],
		['needs a file that is not there', /bare folder/, without(`${SIGNING}.js`)],
		['breaks when it is loaded', /bare folder/, changing(`${NODE}.js`, /^/, 'null.x;\n')],
		['is not found by n8n’s search', /loaded by n8n/, without(`${NODE}.json`)],
		[
			'has one icon for light and dark',
			/icon/,
			changing(`${NODE}.js`, 'jumdata.dark.svg', 'jumdata.svg'),
		],
		['has an oblong icon', /icon/, changing(ICON, '0 0 60 60', '0 0 60 40')],
		['has another node’s codex', /codex/, changing(`${NODE}.json`, 'jumdataAiDraw', 'other')],
		['cannot be searched for', /codex/, changing(`${NODE}.json`, '"alias"', '"alibi"')],
		['reads the environment', /^is no finding/, changing(`${NODE}.js`, /^/, 'process.env.HOME;\n')],
	])('%s', (_, says, mishap) => {
		expect(noticed(says, mishap)).not.toEqual([]);
	});
});

test('the size counts every byte of every file', () => {
	const bytes = bytesOf(packed.files);
	const larger = brokenBy(adding('dist/one.js', '1234567'));
	expect(bytesOf(larger.files)).toBe(bytes + 7);
});

test('the scanner finds in the sources what does not show in the package', () => {
	const folder = join(elsewhere, 'nodes');
	mkdirSync(folder);
	const text = "export class Wrong { description = { displayName: 'Wrong', name: 'wrong' }; }\n";
	writeFileSync(join(folder, 'Other.node.ts'), text);
	expect(scan(elsewhere, 'source')).toEqual([expect.stringContaining('Other.node.ts')]);
});
