/** An operation, as the form offers it and as the node works on it. */
interface Operation {
	name: string;
	/** What n8n's node panel offers. */
	action: string;
	description: string;
	/** It submits a task, which is paid. */
	pays: boolean;
	/** It gives the images of a task. */
	fetches: boolean;
}

/** The operations of the node by the names under which workflows save them, in the order of the menu. */
export const MENU = {
	generateAndWait: {
		name: 'Generate and Wait',
		action: 'Generate images from a text and wait for them',
		description:
			'Generate images from a text, wait until they are done, and fetch them. Costs money per image.',
		pays: true,
		fetches: true,
	},
	getBalance: {
		name: 'Get Balance',
		action: 'Get the balance of the account or of a product',
		description: 'Get the money of the Jumdata account, or the calls left of one product. Free.',
		pays: false,
		fetches: false,
	},
	query: {
		name: 'Query',
		action: 'Query a task and fetch its images',
		description:
			'Check a task that was submitted earlier, and fetch its images once it is done. Free.',
		pays: false,
		fetches: true,
	},
	submit: {
		name: 'Submit',
		action: 'Submit a text without waiting for its images',
		description:
			'Start a task and get its ID at once; fetch the images later with Query. Costs money per image.',
		pays: true,
		fetches: false,
	},
} as const satisfies Record<string, Operation>;

/** The name of an operation, as workflows save it. */
export type OperationName = keyof typeof MENU;

/** The names of all operations. */
export const OPERATIONS = Object.keys(MENU) as OperationName[];

/** The operations that are paid. */
export const PAYING = OPERATIONS.filter((name) => MENU[name].pays);

/** The operations that give images. */
export const FETCHING = OPERATIONS.filter((name) => MENU[name].fetches);

/** The operations that work on tasks. */
export const DRAWING = OPERATIONS.filter((name) => MENU[name].pays || MENU[name].fetches);
