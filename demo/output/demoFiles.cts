import type { IBinaryData } from 'n8n-workflow';
import { galleryPage, type PageFacts } from '../gallery/page.cts';
import type { DemoFile } from './demoFolder.cts';
import type { Output } from './results.cts';
import { resultsCsv } from './resultsCsv.cts';

/** All that the demo leaves: the pictures, the spreadsheet and the page. Pictures are read one by one. */
export function demoFiles(
	outputs: readonly Output[],
	facts: PageFacts,
	readBinary: (picture: IBinaryData) => Promise<Buffer>,
): DemoFile[] {
	const results = outputs.map(({ result }) => result);
	const pictures = outputs.flatMap(({ result: { file: path }, picture }) =>
		picture ? [{ path, content: async () => await readBinary(picture) }] : [],
	);
	return [
		...pictures,
		{ path: 'results.csv', content: async () => resultsCsv(results) },
		{ path: 'gallery.html', content: async () => galleryPage(results, facts) },
	];
}
