import { counted } from '../../nodes/JumdataAiDraw/words';
import type { Result } from '../output/results.cts';
import type { Totals } from '../totals.cts';
import { failedRow, pictureCard } from './card.cts';
import { html, Html } from './html.cts';
import { stylesheet } from './stylesheet.cts';

/** What the page says beside the results. */
export interface PageFacts {
	totals: Totals;
	/** Whether the real service drew, and was paid. */
	isReal: boolean;
	madeAt: Date;
}

/** The gallery as one HTML file; its only links are those to the pictures beside it. */
export function galleryPage(results: readonly Result[], facts: PageFacts): string {
	const drawn = results.filter(({ file }) => file !== '');
	const others = results.filter(({ file }) => file === '');
	const page = html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light dark" />
				<title>Jumdata AI Draw: ${counted(drawn.length, 'picture')}</title>
				<style>
					${new Html(stylesheet)}
				</style>
			</head>
			<body>
				${header(facts)}
				<main>
					<section class="pictures" aria-label="Pictures">${drawn.map(pictureCard)}</section>
					${others.length > 0 && failures(others)}
				</main>
			</body>
		</html>`;
	return `${page.source}\n`;
}

function header({ totals, isReal, madeAt }: PageFacts): Html {
	const { rows, imagesDrawn, imagesBilled, rowsFailed } = totals;
	const counts: Array<[number, string]> = [
		[rows, 'rows'],
		[imagesDrawn, 'images drawn'],
		[imagesBilled, isReal ? 'images billed' : 'images billed (not for real)'],
		[rowsFailed, 'rows failed'],
	];
	const day = madeAt.toISOString().slice(0, 10);
	const artist = isReal ? 'drawn by Jumdata' : "drawn by the project's own simulator of Jumdata";
	return html`<header>
		<h1>Jumdata AI Draw</h1>
		<p>
			Spreadsheet rows in, pictures out: ${artist}, ${day}. <a href="results.csv">results.csv</a>
		</p>
		<ul class="counts">
			${counts.map(([count, what]) => html`<li><strong>${count}</strong> ${what}</li>`)}
		</ul>
	</header>`;
}

function failures(results: readonly Result[]): Html {
	return html`<section class="failures">
		<h2>Not drawn</h2>
		<ul>
			${results.map(failedRow)}
		</ul>
	</section>`;
}
