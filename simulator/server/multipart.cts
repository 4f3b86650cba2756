/** The boundary that a content type names, if it is one of form data in parts. */
export function boundaryOf(contentType: string): string | undefined {
	const [, quoted, bare] =
		/form-data.*;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
	return quoted ?? bare;
}

/** Reads the fields of a form sent in parts, every byte of a value as it came; files are left out. */
export function readMultipart(body: Buffer, boundary: string): Record<string, string> {
	// One character a byte, so that nothing is decoded, joined or trimmed on the way.
	const [, ...sections] = `\r\n${body.toString('latin1')}`.split(`\r\n--${boundary}`);
	const end = sections.findIndex((section) => section.startsWith('--'));
	return Object.fromEntries(sections.slice(0, end).flatMap(fieldOf));
}

function fieldOf(section: string): Array<[name: string, value: string]> {
	const gap = section.indexOf('\r\n\r\n');
	const head = section.slice(0, Math.max(0, gap));
	const [, name] = /content-disposition:[^\r\n]*;\s*name="([^"]*)"/i.exec(head) ?? [];
	if (name === undefined || /;\s*filename=/i.test(head)) return [];
	return [[decoded(name), decoded(section.slice(gap + 4))]];
}

const decoded = (bytes: string) => Buffer.from(bytes, 'latin1').toString('utf8');
