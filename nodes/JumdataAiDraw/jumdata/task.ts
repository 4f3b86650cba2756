import { type Answer, asObject, readId } from './answers';
import { excerptOf } from './excerptOf';

/** A task as the query endpoint tells of it. `createTime` is as upstream gives it, in China time. */
export interface Task {
	done: boolean;
	imageUrls: string[];
	createTime?: string;
}

/** Reads a successful query's data; undefined where it does not say whether the task is done, or where a done task has no image. */
export function readTask(answer: Answer): Task | undefined {
	const data = asObject(answer.data) ?? {};
	const status = readId(data.status);
	if (status !== '0' && status !== '1') return undefined;
	const imageUrls = readImageUrls(data);
	const done = status === '1';
	if (done && !imageUrls?.length) return undefined;
	const createTime = typeof data.createTime === 'string' ? excerptOf(data.createTime) : undefined;
	return { done, imageUrls: imageUrls ?? [], createTime };
}

/**
 * Every image address of the answer; the first one may stand in `img` alone. Undefined where one of them
 * cannot be read: each is paid for, and none may be left out without a word.
 */
function readImageUrls(data: Record<string, unknown>): string[] | undefined {
	const listed: unknown[] = Array.isArray(data.imgUrls) ? data.imgUrls : [];
	const found = listed.map((entry) => asObject(entry)?.image);
	const urls = (found.length > 1 ? found : [found[0] || data.img]).map(readId);
	return urls.every((url) => url !== undefined) ? urls : undefined;
}

const CHINA_TIME = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/;
const CHINA_OFFSET_MS = 8 * 3_600_000;
const MONTHS_KEPT = 3;

/**
 * When the image addresses of a task created at `createTime` (China time, `2023-09-21 22:15:41`)
 * expire: three months later, ISO 8601 in UTC; undefined where the time cannot be read. The day is
 * the month's last where the third month is too short. Source: the vendor's page (有效期三个月).
 */
export function expiresAt(createTime: string | undefined): string | undefined {
	const match = createTime?.match(CHINA_TIME);
	if (!match) return undefined;
	const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
	const created = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
	// A time that does not exist, such as the 31st of April, stands for another one.
	if (created.toISOString() !== `${match[0].replace(' ', 'T')}.000Z`) return undefined;
	const lastDay = new Date(Date.UTC(year, month - 1 + MONTHS_KEPT + 1, 0)).getUTCDate();
	const expiresMs = Date.UTC(
		year,
		month - 1 + MONTHS_KEPT,
		Math.min(day, lastDay),
		hour,
		minute,
		second,
	);
	return new Date(expiresMs - CHINA_OFFSET_MS).toISOString();
}
