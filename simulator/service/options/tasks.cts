/** What the review says of one image; a blocked one is withheld. */
export type Conclusion = 'pass' | 'review' | 'block';

/** How a task ends: with images, with code 999 in one of two ways, or with a status that means nothing good. */
export type TaskEnd = 'images' | 'failed' | 'timedOut' | 'status2';

/** How tasks are drawn. What concerns how a task ends is settled when it is accepted. */
export interface TaskOptions {
	/** How many tasks are drawn at once; the others queue. */
	slots: number;
	/** How long a drawing takes on average. */
	drawMs: number;
	/** How far a drawing's time may be from the average: 0.3 is up to 30 % either way. */
	drawSpread: number;
	/** Words that no text may have; a submit with one gets code 202. */
	blockedWords: string[];
	/** How tasks end, those apart that `failChance` strikes. */
	taskEnd: TaskEnd;
	/** How likely a task fails: 0.1 is one in ten. */
	failChance: number;
	/** How many images fewer come than were asked for. */
	missingImages: number;
	/** What the review says of each image, the first one first; of images beyond the list, `pass`. */
	conclusions: Conclusion[];
	/** How likely an image is blocked that `conclusions` let pass. */
	blockChance: number;
	taskLifeMs: number;
	/** The number that the first task's id is made from. */
	firstTaskNumber: number;
	/** How many digits a task id has, from 7 to 19. */
	taskIdDigits: number;
}

/** Two tasks at a time, all of which end well. */
export const taskDefaults: TaskOptions = {
	slots: 2,
	drawMs: 3000,
	drawSpread: 0.3,
	blockedWords: ['forbidden', '违禁'],
	taskEnd: 'images',
	failChance: 0,
	missingImages: 0,
	conclusions: [],
	blockChance: 0,
	taskLifeMs: 31 * 24 * 60 * 60 * 1000,
	firstTaskNumber: 1,
	taskIdDigits: 19,
};
