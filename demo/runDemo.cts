import type { Engine } from '../engine/openEngine.cts';
import { accountOf } from './account.cts';
import { failuresText, openEnds, totalsText, whereToLook } from './closingWords.cts';
import { confirmPurchase, terminalAsk } from './confirmPurchase.cts';
import { drawRows, openDemoEngine, type Drawing, type Order } from './drawRows.cts';
import { readPrompts } from './input/readPrompts.cts';
import type { DemoOptions } from './options.cts';
import { demoFiles } from './output/demoFiles.cts';
import { DemoFolder } from './output/demoFolder.cts';
import { outputsOf, type Output } from './output/results.cts';
import { plannedImages } from './plannedImages.cts';
import { Problem, reasonOf } from './problem.cts';
import { stillDrawing, unclearOf } from './purchases.cts';
import { openService } from './service.cts';
import { totalsOf } from './totals.cts';

/**
 * The demo, from spreadsheet to gallery. Throws a `Problem` for what the person can mend. When `signal`
 * fires the run stops, and what is drawn by then is kept; before the run it throws an `AbortError`.
 */
export async function runDemo(options: DemoOptions, signal: AbortSignal): Promise<void> {
	const { rows, ignored } = await readPrompts(options.csv);
	const account = accountOf(process.env);
	const planned = plannedImages(rows);
	const folder = await DemoFolder.claim(options.out);
	if (ignored.length > 0) console.log(`Ignored columns: ${ignored.join(', ')}`);
	if (account) {
		const { yes } = options;
		await confirmPurchase({ account, ...planned }, { yes, ask: terminalAsk(), signal });
	}
	const service = await openService(account, options);
	try {
		const engine = await openDemoEngine(service);
		try {
			const order = { rows, maxImages: planned.images };
			const { isReal } = service;
			await draw({ engine, order, folder, isReal, signal });
		} finally {
			await engine.close();
		}
	} finally {
		await service.close();
	}
}

interface Run {
	engine: Engine;
	order: Order;
	folder: DemoFolder;
	isReal: boolean;
	signal: AbortSignal;
}

/** Draws, tells what came of it, and keeps it. */
async function draw(run: Run): Promise<void> {
	const { engine, order, signal } = run;
	const drawing = await drawRows(engine, order, signal);
	const outputs = outputsOf(drawing.items, order.rows);
	const hasPictures = outputs.some(({ picture }) => picture);
	tell(run, drawing, outputs);
	if (hasPictures || !(signal.aborted || drawing.error)) await keep(run, drawing, outputs);
	if (signal.aborted) return;
	if (drawing.error) throw new Problem(`The run failed: ${drawing.error.message}`);
	if (!hasPictures) throw new Problem('Nothing was drawn; the reasons are above');
}

function tell({ order, isReal, signal }: Run, drawing: Drawing, outputs: Output[]): void {
	const results = outputs.map(({ result }) => result);
	const totals = totalsOf(drawing.progress, results);
	console.log(totalsText(totals, { isReal, isStopped: signal.aborted }));
	if (!signal.aborted) console.log(failuresText(results));
	if (!signal.aborted && !drawing.error) return;
	const { purchases, items } = drawing;
	console.log(openEnds(stillDrawing(purchases, items), unclearOf(purchases), order.rows));
}

async function keep({ engine, order, folder, isReal }: Run, drawing: Drawing, outputs: Output[]) {
	const results = outputs.map(({ result }) => result);
	const totals = totalsOf(drawing.progress, results);
	const facts = { totals, isReal, madeAt: new Date() };
	try {
		await folder.fill(demoFiles(outputs, facts, async (it) => await engine.readBinary(it)));
	} catch (error) {
		console.log(openEnds(stillDrawing(drawing.purchases, []), [], order.rows));
		throw new Problem(`The pictures cannot be kept in ${folder.path}: ${reasonOf(error)}`);
	}
	console.log(whereToLook(folder.path));
}
