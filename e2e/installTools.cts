import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './server/runTool.cts';

/** The folder of the tools: this one. */
export const toolsFolder = __dirname;

/** Where servers keep their data: a place that no linter looks into. */
export const cacheFolder = join(toolsFolder, 'node_modules', '.cache');

const installed = join(toolsFolder, 'node_modules', '.package-lock.json');
const wanted = join(toolsFolder, 'package-lock.json');
const databaseDriver = join(toolsFolder, 'node_modules/sqlite3/build/Release/node_sqlite3.node');
const broughtAlong = join(toolsFolder, 'node_modules/node/bin/node');
const oldestMajor = 24;

/** Installs n8n and the browser's driver if they are missing or older than the lock file. */
export async function installTools(): Promise<void> {
	if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(wanted).mtimeMs) {
		console.log('Installing n8n itself (once, some five minutes and 3 GB) …');
		await npm('ci', '--no-progress', '--loglevel=error');
	}
	if (!existsSync(databaseDriver)) await rebuild('sqlite3');
	if (machinesNodeIsTooOld() && !existsSync(broughtAlong)) await rebuild('node');
}

/** The Node.js that n8n runs on: the machine's, or the one of the tools where that is too old. */
export function nodeOfN8n(): string {
	return machinesNodeIsTooOld() ? broughtAlong : process.execPath;
}

/** Where n8n's command line begins. */
export const n8nCommand = join(toolsFolder, 'node_modules/n8n/bin/n8n');

const machinesNodeIsTooOld = () => Number(process.versions.node.split('.')[0]) < oldestMajor;

/** Runs the install script of one package: those of the others are not needed, and some fail. */
async function rebuild(packageName: string): Promise<void> {
	console.log(`Making ${packageName} ready (once) …`);
	await npm('rebuild', '--ignore-scripts=false', '--loglevel=error', packageName);
}

const npm = async (...args: string[]) => await runTool('npm', args, toolsFolder);
