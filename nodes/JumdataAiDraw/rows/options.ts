import { DRAWING, FETCHING, OPERATIONS, type OperationName, PAYING } from './menu';

/** An entry of the collection `options` as n8n's form takes it, with the operations that have it. */
export interface Option {
	displayName: string;
	type: 'string' | 'number' | 'boolean' | 'options';
	default: string | number | boolean;
	placeholder?: string;
	/** The limits of a number; with a precision of 0 it must be whole. */
	typeOptions?: { minValue: number; maxValue: number; numberPrecision: 0 | 3 };
	/** The choices. */
	options?: ReadonlyArray<{ value: string; name: string; description: string }>;
	description: string;
	operations: readonly OperationName[];
}

/**
 * Every entry of the collection `options`, in the alphabetical order of the display names: what the
 * form shows and what the node reads come from this one table.
 */
export const OPTIONS = {
	fileName: {
		displayName: 'File Name',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.product }}',
		description:
			"Name of the image file, without extension. If empty, it is made from the row's number and text. With several images, -1, -2 … follow.",
		operations: FETCHING,
	},
	onTimeout: {
		displayName: 'If Not Finished in Time',
		type: 'options',
		default: 'error',
		options: [
			{
				value: 'error',
				name: 'Fail the Row',
				description: 'The error has the task ID: fetch the images later with Query, which is free',
			},
			{
				value: 'returnPending',
				name: 'Return the Task as Not Done',
				description: 'The row gives an item with the task ID and done: false',
			},
		],
		description: 'What to do if Jumdata is still drawing a task after Max Wait Time',
		operations: FETCHING,
	},
	longText: {
		displayName: 'If Text Is Too Long',
		type: 'options',
		default: 'error',
		options: [
			{
				value: 'error',
				name: 'Refuse the Row',
				description: 'The row fails before anything is sent or paid',
			},
			{
				value: 'truncate',
				name: 'Cut It at 100 Characters',
				description: 'Only the first 100 characters are drawn',
			},
		],
		description: 'What to do with a text of more than 100 characters',
		operations: PAYING,
	},
	includeInputFields: {
		displayName: 'Include Input Fields',
		type: 'boolean',
		default: false,
		description:
			"Whether to copy the fields of the input row into each item, such as the row's ID in your spreadsheet. The node's own fields replace those with the same name.",
		operations: OPERATIONS,
	},
	maxImages: {
		displayName: 'Max Images',
		type: 'number',
		default: 0,
		typeOptions: { minValue: 0, maxValue: 1_000_000_000, numberPrecision: 0 },
		description:
			'Maximum number of images per execution, over all loop turns and agent calls. A run that would exceed it is refused before anything is sent. 0 = no limit.',
		operations: PAYING,
	},
	maxWaitTime: {
		displayName: 'Max Wait Time',
		type: 'number',
		default: 600,
		typeOptions: { minValue: 1, maxValue: 86_400, numberPrecision: 3 },
		description:
			"Seconds that one row may take from its first request, waiting for Jumdata's limits included. Jumdata goes on drawing after that: the task ID is in the result.",
		operations: OPERATIONS,
	},
	minBalance: {
		displayName: 'Min Balance',
		type: 'number',
		default: 0,
		typeOptions: { minValue: 0, maxValue: 1_000_000_000, numberPrecision: 3 },
		description:
			"Refuse the run, before anything is paid, if the account's balance is lower or cannot be read. 0 = no check.",
		operations: PAYING,
	},
	outputMode: {
		displayName: 'Output Mode',
		type: 'options',
		default: 'image',
		options: [
			{ value: 'image', name: 'One Item per Image', description: 'Each image is an item' },
			{
				value: 'task',
				name: 'One Item per Row',
				description: 'All images of a row are in one item: data, data_2, data_3 …',
			},
		],
		description: 'How to return a row with several images',
		operations: FETCHING,
	},
	binaryPropertyName: {
		displayName: 'Put Output File in Field',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		description: 'The name of the output binary field to put the image in',
		operations: FETCHING,
	},
	requestTimeout: {
		displayName: 'Request Timeout',
		type: 'number',
		default: 30,
		typeOptions: { minValue: 0.1, maxValue: 600, numberPrecision: 3 },
		description:
			'Seconds that one request to Jumdata may take. For an image download: seconds without any data.',
		operations: OPERATIONS,
	},
	maxConcurrency: {
		displayName: 'Rows at Once',
		type: 'number',
		default: 5,
		typeOptions: { minValue: 1, maxValue: 1000, numberPrecision: 0 },
		description:
			'Rows processed at the same time. With Generate and Wait, each is a paid task that is not finished yet.',
		operations: DRAWING,
	},
	pollInterval: {
		displayName: 'Seconds Between Checks',
		type: 'number',
		default: 0,
		typeOptions: { minValue: 0, maxValue: 3600, numberPrecision: 3 },
		description:
			'Seconds between two checks of a task. 0 = automatic (recommended). Checks are free.',
		operations: FETCHING,
	},
} as const satisfies Record<string, Option>;
