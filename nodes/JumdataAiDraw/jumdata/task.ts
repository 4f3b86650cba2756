import { type Answer, asObject, parsed, readId } from './answers';
import { excerptOf } from './excerptOf';

/** A task as the query endpoint tells of it. */
export interface Task {
	done: boolean;
	/** One entry for each image that the service names: its address, or undefined where the service withheld it. */
	imageUrls: Array<string | undefined>;
	/** As upstream gives it, in China time. */
	createTime?: string;
}

/** Reads a successful query's data; undefined where it does not say whether the task is done, or where a done task names no image. */
export function readTask(answer: Answer): Task | undefined {
	const data = asObject(answer.data) ?? {};
	const status = readId(data.status);
	if (status !== '0' && status !== '1') return undefined;
	const imageUrls = readImageUrls(data);
	const done = status === '1';
	if (done && imageUrls.length === 0) return undefined;
	const createTime = typeof data.createTime === 'string' ? excerptOf(data.createTime) : undefined;
	return { done, imageUrls, createTime };
}

/** The images of the list, each in its place; the first one may stand in `img` alone. */
function readImageUrls({ imgUrls, img }: Record<string, unknown>): Task['imageUrls'] {
	const urls = listOf(imgUrls).map((entry) => readUrl(asObject(entry)?.image ?? entry));
	const first = readUrl(img);
	if (first !== undefined && urls[0] === undefined && !urls.includes(first)) urls[0] = first;
	return urls;
}

/** The list itself, or the list that a text holds as JSON. */
function listOf(value: unknown): unknown[] {
	const list = typeof value === 'string' ? parsed(value) : value;
	return Array.isArray(list) ? list : [];
}

/** An address of which only the scheme is left out is one of the web. */
function readUrl(value: unknown): string | undefined {
	const url = typeof value === 'string' ? value.trim() : '';
	return url === '' ? undefined : url.replace(/^\/\//, 'https://');
}

const CHINA_TIME = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/;
const CHINA_OFFSET_MS = 8 * 3_600_000;
const MONTHS_KEPT = 3;

/**
 * Until when Jumdata keeps the images of a task created at `createTime` (China time, `2023-09-21
 * 22:15:41`): three months, in milliseconds since 1970; undefined where the time cannot be read. The
 * day is the month's last where the third month is too short. Source: the vendor's page (有效期三个月).
 */
export function keptUntilMs(createTime: string | undefined): number | undefined {
	const match = createTime?.match(CHINA_TIME);
	if (!match) return undefined;
	const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
	const created = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
	// A time that does not exist, such as the 31st of April, stands for another one.
	if (created.toISOString() !== `${match[0].replace(' ', 'T')}.000Z`) return undefined;
	const lastDay = new Date(Date.UTC(year, month - 1 + MONTHS_KEPT + 1, 0)).getUTCDate();
	const endMonth = month - 1 + MONTHS_KEPT;
	const endMs = Date.UTC(year, endMonth, Math.min(day, lastDay), hour, minute, second);
	return endMs - CHINA_OFFSET_MS;
}
