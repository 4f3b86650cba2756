import { randomUUID } from 'crypto';

function part(boundary: string, name: string, value: string): string {
	return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
}

/**
 * The fields as `multipart/form-data`, in their order, every byte of every value as it is. (The platform's own
 * FormData turns line feeds in values into carriage return and line feed, so it cannot serve here.)
 */
export function encodeMultipart(fields: Record<string, string>): {
	contentType: string;
	body: Buffer;
} {
	const boundary = `n8n-nodes-jumdata-${randomUUID()}`;
	const parts = Object.entries(fields).map(([name, value]) => part(boundary, name, value));
	return {
		contentType: `multipart/form-data; boundary=${boundary}`,
		body: Buffer.from(`${parts.join('')}--${boundary}--\r\n`, 'utf8'),
	};
}
