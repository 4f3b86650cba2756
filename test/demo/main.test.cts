import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { startSimulator, type Simulator } from '../../simulator/server.cts';
import { build } from '../support/build.cts';
import { startDemo } from './support/demoProcess.cts';

const CSV = `text,style,resolution,num
一只狐狸,水彩画,1024*1536,
"a lighthouse, at night",Oil Painting,landscape,3
${'too long '.repeat(12)},,,
违禁品,,,
`;

let folder: string;
let out: string;
let csv: string;

beforeAll(build);

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demo-'));
	out = join(folder, 'out');
	csv = join(folder, 'rows.csv');
	await writeFile(csv, CSV);
});

afterEach(async () => await rm(folder, { recursive: true }));

async function readResults(): Promise<Array<Record<string, string>>> {
	return parse(await readFile(join(out, 'results.csv')), { bom: true, columns: true });
}

test('the demo leaves pictures, results and a gallery, failed rows and all', async () => {
	const fast = ['--draw-ms', '50', '--plain-pictures'];
	const { exitCode, stdout } = await startDemo(['--csv', csv, '--out', out, ...fast]).ended;
	expect(stdout).toContain('4/4 rows, 0 in flight, 4 images');
	expect(stdout).toContain('Drawn   4 images\nBilled  4 images by the simulator, for no money\n');
	expect(stdout).toMatch(
		/Failed {2}2 rows\n +Row 3 \(line 4\): .*100.*\n +Row 4 \(line 5\): .*content review/,
	);
	expect(stdout).toContain(join(out, 'gallery.html'));
	expect(exitCode).toBe(0);

	const results = await readResults();
	expect(results.map(({ row, status }) => `${row} ${status}`)).toEqual([
		...['1 drawn', '2 drawn', '2 drawn', '2 drawn'],
		...['3 failed', '4 failed'],
	]);
	const files = results.map(({ file }) => file).filter((file) => file !== '');
	expect((await readdir(join(out, 'pictures'))).map((name) => `pictures/${name}`).sort()).toEqual(
		files.sort(),
	);
	const gallery = await readFile(join(out, 'gallery.html'), 'utf8');
	for (const file of files) {
		expect(gallery).toContain(encodeURIComponent(file.slice('pictures/'.length)));
	}
});

test('the demo comes through as well where the service is as the real one may be', async () => {
	const strict = ['--draw-ms', '50', '--plain-pictures', '--like-the-engine'];
	const { exitCode, stdout } = await startDemo(['--csv', csv, '--out', out, ...strict]).ended;
	expect(stdout).toContain('4/4 rows, 0 in flight');
	const drawn = (await readResults()).filter(({ status }) => status === 'drawn');
	for (const { file, imageUrl } of drawn) {
		expect(file).toMatch(/^pictures\/.*\.jpg$/);
		expect(imageUrl).toContain('.jpg?authorization=bce-auth-v1%2F');
	}
	// Now and then the review blocks an image, and once in 10,000 times all of them.
	expect(exitCode).toBe(0);
	expect(drawn.length).toBeGreaterThan(0);
});

test('what cannot be used is said in one line, before anything is sent', async () => {
	await writeFile(join(folder, 'bad.csv'), 'motif\nfox\n');
	const runs = [
		startDemo(['--csv', join(folder, 'bad.csv'), '--out', out]),
		startDemo(['--colour', 'red']),
	];
	const lines = [/no column "text"/, /unknown option '--colour'/];
	for (const [index, run] of runs.entries()) {
		const { exitCode, stdout, stderr } = await run.ended;
		expect(stderr).toMatch(lines[index]);
		expect(stderr.trim()).not.toContain('\n');
		expect(stdout).toBe('');
		expect(exitCode).toBe(1);
	}
});

describe('with the real service', () => {
	let service: Simulator;
	let keys: Record<string, string>;

	beforeEach(async () => {
		service = await startSimulator({ plainPictures: true, drawMs: 60_000, drawSpread: 0 });
		const { appId, appSecret } = service.service.options;
		keys = {
			JUMDATA_APP_ID: appId,
			JUMDATA_APP_SECRET: appSecret,
			JUMDATA_BASE_URL: service.apiUrl,
		};
	});

	afterEach(async () => await service.close());

	test('nothing is bought without a terminal and without --yes', async () => {
		const { exitCode, stdout, stderr } = await startDemo(['--csv', csv, '--out', out], keys).ended;
		expect(stdout).toMatch(/^This pays for 5 images of 3 rows at the real service/);
		expect(stderr).toMatch(/nobody can be asked here: add --yes\n$/);
		expect(exitCode).toBe(1);
		expect(service.apiRequests).toEqual([]);
	});

	test('Ctrl-C stops as Stop does, and names the tasks that are still drawing', async () => {
		const demo = startDemo(['--csv', csv, '--out', out, '--yes'], keys);
		while (service.service.ledger.length < 2) await sleep(50);
		await sleep(200);
		const stoppedAtMs = Date.now();
		demo.process.kill('SIGINT');
		const { exitCode, stdout, stderr } = await demo.ended;
		expect(exitCode).toBe(130);
		expect(Date.now() - stoppedAtMs).toBeLessThan(3000);
		expect(stdout).toContain('2 tasks paid and still drawing');
		for (const { taskId, text } of service.service.ledger) {
			expect(stdout).toMatch(
				new RegExp(`  ${taskId}  Row \\d \\(line \\d\\), .*${JSON.stringify(text)}`),
			);
		}
		expect(stdout + stderr).not.toContain(keys.JUMDATA_APP_SECRET);
		expect(await readdir(out)).toEqual([]);
	});
});
