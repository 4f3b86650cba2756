import type { Answer, Reply } from '../../../../nodes/JumdataAiDraw/jumdata/answers';

type Unreadable = Reply & { kind: 'unreadable' };

/** Every code of the vendor's page. */
export const PAGE_CODES = [200, 201, 202, 400, 404, 500, 601, 602, 604, 606, 607, 609, 610, 999];

/** A readable answer with this code and whatever else `parts` says. */
export function answerWith(code: number, parts: Partial<Answer> = {}): Answer {
	return { kind: 'answer', httpStatus: 200, code, msg: '', data: {}, excerpt: '', ...parts };
}

/** Something that is no answer of the API, with this HTTP status. */
export function unreadable(httpStatus: number, parts: Partial<Unreadable> = {}): Unreadable {
	return { kind: 'unreadable', httpStatus, excerpt: '<html>', ...parts };
}

export const lost: Reply = { kind: 'lost', reason: 'the connection broke (ECONNRESET)' };

export const neverConnected: Reply = {
	kind: 'unsent',
	reason: 'the connection was refused',
	passing: true,
};

export const neverSent: Reply = {
	kind: 'unsent',
	reason: 'the credential has no App ID',
	passing: false,
	isRefusedHere: true,
};
