import type { Theme } from './browser.cts';
import { drawSpreadsheet } from './drawSpreadsheet.cts';
import { findNode } from './findNode.cts';
import { makeCredential } from './makeCredential.cts';
import { pressStop } from './pressStop.cts';
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
	{ name: 'presses Stop during a long wait', themes: once, go: pressStop },
	{ name: 'retries from the list of executions, and pays once', themes: once, go: retryFromList },
	{ name: 'gets a picture from the form, as a visitor', themes: both, go: visitForm },
];
