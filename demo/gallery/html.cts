/** HTML that is ready to be shown: everything that was put into it is escaped. */
export class Html {
	constructor(readonly source: string) {}
}

/** What may stand in a template: HTML stays as it is, everything else is text. */
export type Content = Html | string | number | false | undefined | readonly Content[];

/** A template for HTML, in text as well as in quoted attributes. */
export function html(literals: TemplateStringsArray, ...contents: Content[]): Html {
	const parts = literals.map((literal, index) => literal + sourceOf(contents[index]));
	return new Html(parts.join(''));
}

function sourceOf(content: Content): string {
	if (content === undefined || content === false) return '';
	if (content instanceof Html) return content.source;
	if (typeof content === 'object') return content.map(sourceOf).join('');
	return escapeHtml(String(content));
}

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Text as HTML, safe in quoted attributes too. */
function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** A relative path, with slashes, as the address of a link. */
export function linkOf(path: string): string {
	return path.split('/').map(encodeURIComponent).join('/');
}
