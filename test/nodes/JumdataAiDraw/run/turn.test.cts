import { Deadline } from '../../../../nodes/JumdataAiDraw/async/deadline';
import { Turn } from '../../../../nodes/JumdataAiDraw/run/turn';

/** A turn, and how often what it holds was let go. */
function holding() {
	const turn = new Turn(new Deadline(1_000));
	let count = 0;
	const letGo = turn.hold(() => count++);
	return { turn, letGo, count: () => count };
}

it('what is held is let go once, however often that is said', () => {
	const { turn, letGo, count } = holding();
	for (const say of [letGo, letGo, () => turn.letGo(), () => turn.end()]) say();
	expect(count()).toBe(1);
});

it('what is still held is let go with the turn, and again by nobody', () => {
	const { turn, letGo, count } = holding();
	turn.end();
	letGo();
	expect(count()).toBe(1);
});

it('a turn that is over holds nothing', () => {
	const { turn } = holding();
	turn.end();
	let isHeld = true;
	turn.hold(() => (isHeld = false));
	expect(isHeld).toBe(false);
});

it('what is held last is let go first, since it may need what was held before', () => {
	const turn = new Turn(new Deadline(1_000));
	const order: string[] = [];
	for (const what of ['first', 'second']) turn.hold(() => order.push(what));
	turn.letGo();
	expect(order).toEqual(['second', 'first']);
});
