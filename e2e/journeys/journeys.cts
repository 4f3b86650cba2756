import type { Theme } from './browser.cts';
import { changeNode } from './changeNode.cts';
import { drawSpreadsheet } from './drawSpreadsheet.cts';
import { findNode } from './findNode.cts';
import { firstClick } from './firstClick.cts';
import { makeCredential } from './makeCredential.cts';
import { pinOutput } from './pinOutput.cts';
import { pressStop } from './pressStop.cts';
import { readNotes } from './readNotes.cts';
import { readRefusal } from './readRefusal.cts';
import { retryFromList } from './retryFromList.cts';
import type { Scene } from './scene.cts';
import { visitForm } from './visitForm.cts';

/** What a person does, from the first click to what is seen at the end. */
export interface Journey {
	name: string;
	themes: Theme[];
	go(scene: Scene): Promise<void>;
}

const both: Theme[] = ['light', 'dark'];
const once: Theme[] = ['light'];

export const journeys: Journey[] = [
	{
		name: 'finds the node by typing its name, and sees its icon and its form',
		themes: both,
		go: findNode,
	},
	{
		name: 'makes the credential, and is told what is wrong with it',
		themes: both,
		go: makeCredential,
	},
	{ name: 'runs the spreadsheet example, and sees pictures', themes: both, go: drawSpreadsheet },
	{ name: 'reads why a row was refused', themes: both, go: readRefusal },
	{ name: 'pins images with P, and the next run pays nothing', themes: both, go: pinOutput },
	{ name: 'changes a node, and loses none of its options', themes: once, go: changeNode },
	{ name: 'executes submit-now-query-later with the first click', themes: once, go: firstClick },
	{ name: 'reads the notes of the examples, to the end', themes: once, go: readNotes },
	{ name: 'presses Stop during a long wait', themes: once, go: pressStop },
	{ name: 'retries from the list of executions, and pays once', themes: once, go: retryFromList },
	{ name: 'gets a picture from the form, as a visitor', themes: both, go: visitForm },
];
