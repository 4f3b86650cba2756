/** Stores that write the time of signing and the seconds that follow as Amazon does: `x-amz-date`, `x-amz-expires`. */
const AS_AMAZON = ['amz', 'goog', 'oss', 'tos'];

/**
 * When a signed address ends, as it tells itself, in milliseconds since 1970; undefined where it does
 * not. Where it tells several ends, the first one counts.
 */
export function addressExpiryMs(url: string): number | undefined {
	const [, query] = /^[^?#]*\?([^#]*)/.exec(url) ?? [];
	const values = new Map(
		[...new URLSearchParams(query)].map(([name, value]) => [name.toLowerCase(), value]),
	);
	const valueOf = (name: string): string => values.get(name) ?? '';
	// Baidu: bce-auth-v1/<key>/<time of signing>/<seconds>/…
	const [, , signedAt, seconds] = valueOf('authorization').split('/');
	// Tencent: <begin>;<end>
	const [, tencentEnd] = valueOf('q-sign-time').split(';');
	const ends = [
		endOf(signedAt, seconds),
		...AS_AMAZON.map((store) => endOf(valueOf(`x-${store}-date`), valueOf(`x-${store}-expires`))),
		unixMs(valueOf('expires')),
		unixMs(tencentEnd),
	];
	const firstMs = Math.min(...ends.filter((endMs) => !Number.isNaN(endMs)));
	return firstMs < Infinity ? firstMs : undefined;
}

const SECONDS = /^\d{1,9}$/;
const UNIX_SECONDS = /^\d{9,11}$/;
/** `20240320T111007Z`, with or without signs between the digits. */
const TIME = /^(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)Z$/;

/** So many seconds after this time; not a number where either cannot be read. */
function endOf(time = '', seconds = ''): number {
	if (!TIME.test(time) || !SECONDS.test(seconds)) return NaN;
	return Date.parse(time.replace(TIME, '$1-$2-$3T$4:$5:$6Z')) + Number(seconds) * 1000;
}

function unixMs(seconds = ''): number {
	return UNIX_SECONDS.test(seconds) ? Number(seconds) * 1000 : NaN;
}
