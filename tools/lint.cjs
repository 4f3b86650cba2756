// n8n's own lint in strict mode, and stricter still: a warning counts as an error, and nothing that is
// shipped may switch a rule off.
const { spawnSync } = require('node:child_process');
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const SWITCHED_OFF = /eslint-(disable|enable)|@ts-(ignore|nocheck|expect-error)/;

const program = join(root, 'node_modules/@n8n/node-cli/bin/n8n-node.mjs');
const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'lint'], { cwd: root });
const report = `${stdout}${stderr}`;
process.stdout.write(report);

const switchedOff = ['nodes', 'credentials']
	.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
	.filter((entry) => entry.isFile())
	.map((entry) => join(entry.parentPath, entry.name))
	.filter((path) => SWITCHED_OFF.test(readFileSync(path, 'utf8')));
for (const path of switchedOff) console.error(`${path} switches a check off`);

if (status !== 0 || /\d+ problems?/.test(report) || switchedOff.length > 0) process.exitCode = 1;
