import { RESOLUTIONS, STYLES } from '../../nodes/JumdataAiDraw/jumdata/values';
import { reasonOf, type Result, rowName } from '../output/results.cts';
import { html, type Html, linkOf } from './html.cts';

/** One picture, which opens in full, with what it was drawn from. */
export function pictureCard(result: Result): Html {
	const [width, height] = sizeOf(result.resolution);
	const address = linkOf(result.file);
	return html`<figure class="card" style="--ratio: ${(width / height).toFixed(4)}">
		<a href="${address}"
			><img
				src="${address}"
				width="${width}"
				height="${height}"
				alt="${result.text}"
				loading="lazy"
		/></a>
		<figcaption>${promptOf(result)} ${factsOf(result)}</figcaption>
	</figure>`;
}

/** One failed row, or one still drawing, and why. */
export function failedRow(result: Result): Html {
	const reason = reasonOf(result) || 'It is still drawing.';
	return html`<li>
		<h3>${rowName(result)}</h3>
		<p class="reason">${reason}</p>
		${promptOf(result)} ${factsOf(result)}
	</li>`;
}

function promptOf({ text }: Result): Html {
	const language = /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
	return html`<p class="prompt" dir="auto" lang="${language}">${text}</p>`;
}

function factsOf({ style, resolution, taskId }: Result): Html {
	return html`<dl>
		<div>
			<dt>Style</dt>
			<dd>${styleName(style)}</dd>
		</div>
		<div>
			<dt>Size</dt>
			<dd>${sizeName(resolution)}</dd>
		</div>
		${taskId !== '' &&
		html`<div>
			<dt>Task</dt>
			<dd class="task">${taskId}</dd>
		</div>`}
	</dl>`;
}

/** A style in English and Chinese; what is none, as it was written. */
function styleName(style: string): Html {
	const known = STYLES.find(({ value }) => value === style);
	if (!known) return html`${style}`;
	const isEnglish = known.value === known.name.toLowerCase();
	return html`${known.name} ${!isEnglish && html`<span lang="zh">${known.value}</span>`}`;
}

function sizeName(resolution: string): string {
	return RESOLUTIONS.some(({ value }) => value === resolution)
		? sizeOf(resolution).join(' × ')
		: resolution;
}

function sizeOf(resolution: string): number[] {
	return resolution.split('*').map(Number);
}
